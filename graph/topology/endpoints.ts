import { type Clusters, sameCluster, type UndecidedInput } from "../clusters.ts";
import type { Node } from "../model.ts";
import type { PublishedEndpoint, PublishedLink, Reach } from "./published.ts";
import {
  indexServices,
  isKubernetesApi,
  parseServiceAddress,
  type ServiceAddress,
  type Services,
  serviceOfHost,
} from "./services.ts";

/** Something that links lead to. */
export interface TopologyEndpoint {
  /** The owner's URN and a role, as in `…WebService::api#http`. */
  readonly id: string;
  /** What it is to its owner. */
  readonly role: string;
  /** The component or resource that answers; undefined for the API server of a cluster, which nobody declares. */
  readonly owner: Node | undefined;
  /** Id of the cluster that it lies in; undefined outside of clusters. */
  readonly cluster: string | undefined;
  readonly reach: Reach;
  /** Whether visitors from the internet meet it first. */
  readonly public: boolean;
}

/** What a link's end comes to. */
export type End =
  | { readonly kind: "endpoint"; readonly endpoint: TopologyEndpoint }
  /** It belongs to a stack, or to a namespace, that the graph does not show. */
  | { readonly kind: "outside" }
  | { readonly kind: "dangling"; readonly because: string }
  /** Two providers may turn out to be of one cluster. */
  | ({ readonly kind: "undecided" } & UndecidedInput);

/** The endpoints of a graph, by which links are resolved. */
export interface Endpoints {
  readonly byId: ReadonlyMap<string, TopologyEndpoint>;
  /** What a link leads to. */
  resolve(link: PublishedLink): End;
}

/** Prepares the endpoints that components publish, and whatever else of the graph a link may lead to. */
export function indexEndpoints(
  nodes: readonly Node[],
  published: readonly PublishedEndpoint[],
  clusters: Clusters,
): Endpoints {
  const nodesByUrn = new Map(nodes.map((node) => [node.urn, node]));
  const stacks = new Set(nodes.map(({ urn }) => stackOf(urn)));
  const services = indexServices(nodes, clusters);
  const byId = new Map<string, TopologyEndpoint>();
  const byAddress = new Map<string, TopologyEndpoint>();
  const add = (id: string, owner: Node | undefined, reach: Reach, more: Partial<TopologyEndpoint> = {}) => {
    const cluster = owner && clusters.of(owner.urn);
    const endpoint = { id, role: roleOf(id), owner, cluster, reach, public: false, ...more };
    byId.set(id, endpoint);
    return endpoint;
  };
  for (const { id, reach, public: visited } of published) {
    const owner = nodesByUrn.get(ownerOf(id));
    if (owner && !byId.has(id)) {
      const endpoint = add(id, owner, reach, { public: visited });
      const service = serviceOfHost(reach.host);
      if (service && endpoint.cluster !== undefined) {
        byAddress.set(addressKey(endpoint.cluster, { ...service, port: reach.port }), endpoint);
      }
    }
  }

  const inCluster = (cluster: string, address: ServiceAddress, link: PublishedLink): TopologyEndpoint[] => {
    const known = byAddress.get(addressKey(cluster, address));
    const declared = services.find(cluster, address);
    if (known || typeof declared !== "object") {
      return known ? [known] : apiOf(cluster, address, link);
    }
    const id = `${declared.node.urn}#${declared.port}`;
    return [byId.get(id) ?? add(id, declared.node, link.reach)];
  };
  const resolveAddress = (address: ServiceAddress, link: PublishedLink): End => {
    const own = clusters.of(link.from);
    const candidates = own === undefined ? clusters.ids : [own];
    const [endpoint, ...others] = candidates.flatMap((cluster) => inCluster(cluster, address, link));
    if (others.length > 0) {
      return dangling(
        `several clusters have the Service ${nameOf(address)}, and the caller lies in none of them`,
      );
    }
    if (endpoint) {
      return { kind: "endpoint", endpoint };
    }
    for (const cluster of own === undefined ? [] : clusters.ids) {
      const same = sameCluster(clusters.identity(own ?? ""), clusters.identity(cluster));
      if (typeof same === "object" && inCluster(cluster, address, link).length > 0) {
        return { kind: "undecided", ...same };
      }
    }
    return unresolved(address, candidates, services);
  };
  const apiOf = (cluster: string, address: ServiceAddress, { reach }: PublishedLink): TopologyEndpoint[] => {
    const id = `${cluster}#kubernetes-api`;
    return isKubernetesApi(address) ? [byId.get(id) ?? add(id, undefined, reach, { cluster })] : [];
  };

  return {
    byId,
    resolve(link) {
      const known = byId.get(link.to);
      if (known) {
        return { kind: "endpoint", endpoint: known };
      }
      const address = parseServiceAddress(link.to);
      if (address) {
        return resolveAddress(address, link);
      }
      const urn = ownerOf(link.to);
      const owner = nodesByUrn.get(urn);
      if (owner?.custom) {
        return { kind: "endpoint", endpoint: add(link.to, owner, link.reach) };
      }
      if (owner) {
        return dangling(`${describe(owner)} publishes no endpoint "${roleOf(link.to)}"`);
      }
      const elsewhere = urn.startsWith("urn:pulumi:") && !stacks.has(stackOf(urn));
      return elsewhere ? { kind: "outside" } : dangling(`there is no ${urn || `"${link.to}"`}`);
    },
  };
}

/** Stack and project of a URN: what tells the resources of one stack from those of another. */
export function stackOf(urn: string): string {
  return urn.split("::", 2).join("::");
}

/** Class and name, as messages call a node. */
export function describe({ type, name }: Node): string {
  return `${type.split(":").at(-1)} "${name}"`;
}

function unresolved(address: ServiceAddress, candidates: readonly string[], services: Services): End {
  if (candidates.some((cluster) => services.find(cluster, address) === "no port")) {
    return dangling(`the Service ${nameOf(address)} has no port ${address.port}`);
  }
  return candidates.some((cluster) => services.knowsAllOf(cluster, address.namespace))
    ? dangling(`there is no Service ${nameOf(address)}`)
    : { kind: "outside" };
}

function nameOf({ name, namespace }: ServiceAddress): string {
  return `${name}.${namespace}`;
}

function dangling(because: string): End {
  return { kind: "dangling", because };
}

function ownerOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf("#")));
}

function roleOf(id: string): string {
  return id.slice(id.lastIndexOf("#") + 1);
}

function addressKey(cluster: string, { namespace, name, port }: ServiceAddress): string {
  return JSON.stringify([cluster, namespace, name, port]);
}
