import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import type { LinkTarget } from "#components/core/endpoint-group";
import { WebService } from "#components/workload/web-service";
import type { Graph } from "#graph/model";
import { resolveTopology } from "#graph/topology";
import { recordWith } from "../../support/record.ts";

/** A provider of a cluster that is known by its name. */
export function cluster(name: string, identifier = name): Provider {
  return new Provider(name, { clusterIdentifier: identifier });
}

/** A service in the namespace "shop". */
export function service(name: string, provider: Provider, links: readonly LinkTarget[] = []): WebService {
  return new WebService(
    name,
    {
      namespace: "shop",
      partOf: "shop",
      objectName: name.split(".")[0] ?? name,
      image: `registry.example/shop@sha256:${"0".repeat(64)}`,
      port: 8080,
      resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory: "64Mi" } },
      scaling: { replicas: 2 },
      links,
      secretStore: { name: "store" },
    },
    { provider },
  );
}

/** The namespace "shop" as an object of the program. */
export function namespace(provider: Provider, logicalName = "shop"): Namespace {
  return new Namespace(logicalName, { metadata: { name: "shop" } }, { provider });
}

/** A Service that no component made. */
export function rawService(name: string, provider: Provider): Service {
  return new Service(
    name,
    { metadata: { name, namespace: "shop" }, spec: { ports: [{ name: "http", port: 80 }] } },
    { provider },
  );
}

/** Records what a program constructs. */
export function planned(program: () => unknown): Promise<Graph> {
  return recordWith(async () => {
    await program();
    return {};
  });
}

/** What a graph's topology comes to, in words. */
export function told(graph: Pick<Graph, "nodes">) {
  const { links, outside, problems, unreadable } = resolveTopology(graph);
  return {
    links: links.map(({ from, to }) => `${from.name} → ${to.owner?.name ?? to.connection.name} ${to.role}`),
    outside: outside.map(({ from, link }) => `${from?.name ?? "?"} → ${link.connection.name}`),
    problems: problems.map(({ publisher, path, message }) => `${publisher.name} ${path}: ${message}`),
    unreadable: unreadable.map(({ publisher, path }) => `${publisher.name} ${path}`),
  };
}

/** The same where every link is resolved. */
export function only(...links: string[]) {
  return { links, outside: [], problems: [], unreadable: [] };
}
