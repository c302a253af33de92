import type { Clusters } from "../clusters.ts";
import { HELM_RELEASE } from "../kubernetes-types.ts";
import { isRecord, type Node, type Value } from "../model.ts";

/** The address of a Service, which means one in the caller's cluster. */
export interface ServiceAddress {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** Reads `service:<namespace>/<name>:<port>`; undefined for anything else, such as the id of an endpoint. */
export function parseServiceAddress(text: string): ServiceAddress | undefined {
  const { namespace, name, port } =
    /^service:(?<namespace>[^/]+)\/(?<name>[^:]+):(?<port>\d+)$/.exec(text)?.groups ?? {};
  return namespace && name ? { namespace, name, port: Number(port) } : undefined;
}

/** The Service that a host name inside a cluster means; undefined for any other host. */
export function serviceOfHost(host: Value): Omit<ServiceAddress, "port"> | undefined {
  const { name, namespace } =
    /^(?<name>[a-z0-9-]+)\.(?<namespace>[a-z0-9-]+)\.svc(\.cluster\.local)?$/.exec(
      typeof host === "string" ? host : "",
    )?.groups ?? {};
  return namespace && name ? { namespace, name } : undefined;
}

/** The API server's own Service, which every cluster has. */
export function isKubernetesApi({ namespace, name, port }: ServiceAddress): boolean {
  return namespace === "default" && name === "kubernetes" && port === 443;
}

/** A Service that the program declares itself. */
export interface DeclaredService {
  readonly node: Node;
  /** Name of the port, or its number where it has none. */
  readonly port: string;
}

/** The Services that a graph declares, and what it knows of namespaces. */
export interface Services {
  /** The Service with a port at this address; "no port" when it is there and has no such port. */
  find(cluster: string, address: ServiceAddress): DeclaredService | "no port" | undefined;
  /**
   * Whether the graph shows all Services of a namespace: it declares the namespace, and no chart puts objects into
   * it that the graph does not show.
   */
  knowsAllOf(cluster: string, namespace: string): boolean;
}

const SERVICE = "kubernetes:core/v1:Service";
const NAMESPACE = "kubernetes:core/v1:Namespace";
const CHARTS: readonly string[] = [HELM_RELEASE];

export function indexServices(nodes: readonly Node[], clusters: Clusters): Services {
  const services = new Map<string, Node>();
  const namespaces = new Set<string>();
  const charts = new Set<string>();
  for (const node of nodes) {
    const cluster = clusters.of(node.urn) ?? "";
    const { name, namespace = "default" } = isRecord(node.inputs["metadata"]) ? node.inputs["metadata"] : {};
    if (node.type === SERVICE) {
      services.set(keyOf(cluster, namespace, name), node);
    } else if (node.type === NAMESPACE) {
      namespaces.add(keyOf(cluster, name));
    } else if (CHARTS.includes(node.type)) {
      charts.add(keyOf(cluster, node.inputs["namespace"]));
    }
  }
  return {
    find(cluster, { namespace, name, port }) {
      const node = services.get(keyOf(cluster, namespace, name));
      return node && declaredPort(node, port);
    },
    knowsAllOf(cluster, namespace) {
      const key = keyOf(cluster, namespace);
      return namespaces.has(key) && !charts.has(key);
    },
  };
}

function declaredPort(node: Node, port: number): DeclaredService | "no port" {
  const { spec } = node.inputs;
  const ports = isRecord(spec) ? spec["ports"] : undefined;
  if (!Array.isArray(ports)) {
    return { node, port: String(port) };
  }
  for (const each of ports) {
    if (isRecord(each) && each["port"] === port) {
      return { node, port: typeof each["name"] === "string" ? each["name"] : String(port) };
    }
  }
  return "no port";
}

function keyOf(...parts: readonly (Value | undefined)[]): string {
  return JSON.stringify(parts);
}
