import { WebService, type WebServiceArgs } from "#components/workload/web-service";
import { type Graph, isRecord, type Value, type Values } from "#graph/model";
import { tursoEndpoint } from "../../support/fixtures/endpoints.ts";
import { nodeNamed, recordWith } from "../../support/record.ts";

export const DIGEST = `sha256:${"9f86d081".repeat(8)}`;
export const IMAGE = `registry.example/howlerops/backend@${DIGEST}`;

/** The documented database: a host outside, opened by a token. Source: howlerops, data layer. */
export const DATABASE = tursoEndpoint("howlerops.turso.example", "howlerops-database-token");

/** The documented backend. Source: howlerops, application layer. */
export const BACKEND: WebServiceArgs = {
  namespace: "howlerops",
  partOf: "howlerops",
  image: IMAGE,
  port: 8500,
  metricsPort: 9100,
  resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "1Gi" } },
  scaling: { minReplicas: 2, maxReplicas: 10 },
  links: [DATABASE],
  secretStore: { name: "secret-manager" },
};

/** The documented frontend. Source: howlerops, application layer. */
export const FRONTEND: WebServiceArgs = {
  namespace: "howlerops",
  partOf: "howlerops",
  image: `registry.example/howlerops/frontend@${DIGEST}`,
  port: 80,
  resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "200m", memory: "512Mi" } },
  scaling: { replicas: 2 },
};

/** Records one service with changed arguments. */
export function recordService(
  name: string,
  base: WebServiceArgs,
  changes: Partial<WebServiceArgs> = {},
): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new WebService(name, { ...base, ...changes }, { provider: kubernetes });
    return {};
  });
}

/** Constructs a service for its errors only; nothing is recorded. */
export function construct(changes: Partial<WebServiceArgs>): Promise<Graph> {
  return recordService("backend", BACKEND, changes);
}

/** An object's spec, by type and name of its node. */
export function specOf(graph: Graph, type: string, name: string): Values {
  return at(nodeNamed(graph, name, type).inputs, "spec");
}

/** The one container of a Deployment or Job. */
export function containerOf(graph: Graph, type: string, name: string): Values {
  const [container] = listAt(podSpecOf(graph, type, name), "containers");
  return asRecord(container);
}

/** The pod spec of a Deployment or Job. */
export function podSpecOf(graph: Graph, type: string, name: string): Values {
  return at(specOf(graph, type, name), "template", "spec");
}

/** A container's environment by name. */
export function environmentOf(container: Values): Record<string, Value | undefined> {
  const entries = listAt(container, "env").map(asRecord);
  return Object.fromEntries(entries.map((each) => [String(each["name"]), each["value"]]));
}

/** The object below a path of keys. */
export function at(values: Values, ...path: string[]): Values {
  return path.reduce((inner, key) => asRecord(inner[key]), values);
}

/** The list below a key, empty when there is none. */
export function listAt(values: Values, key: string): readonly Value[] {
  const found = values[key];
  return Array.isArray(found) ? found : [];
}

export function asRecord(value: Value | undefined): Values {
  if (!isRecord(value)) {
    throw new Error(`expected an object, found ${JSON.stringify(value)}`);
  }
  return value;
}
