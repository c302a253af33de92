import { type Clusters, sameCluster, type UndecidedInput } from "../clusters.ts";
import type { Node } from "../model.ts";
import type { Connection, PublishedEndpoint, PublishedLink } from "./published.ts";
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
  /** Its role for the owner. */
  readonly role: string;
  /** The component or resource of the endpoint; undefined for the API server of a cluster, which is not declared. */
  readonly owner: Node | undefined;
  /** Id of its cluster; undefined outside clusters. */
  readonly cluster: string | undefined;
  readonly connection: Connection;
  /** Whether visitors from the internet meet it first. */
  readonly public: boolean;
}

/** The resolution of a link's end. */
export type End =
  | { readonly kind: "endpoint"; readonly endpoint: TopologyEndpoint }
  /** It belongs to a stack, or to a namespace, that the graph does not show. */
  | { readonly kind: "outside" }
  | { readonly kind: "dangling"; readonly because: string }
  /** Two providers may turn out to be for one cluster. */
  | ({ readonly kind: "undecided" } & UndecidedInput);

/** The endpoints of a graph: what components publish, and whatever else a link may lead to. */
export class Endpoints {
  /** By id; what no component publishes is added as links lead to it. */
  readonly byId = new Map<string, TopologyEndpoint>();
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #stacks: ReadonlySet<string>;
  readonly #clusters: Clusters;
  readonly #services: Services;
  readonly #byAddress = new Map<string, TopologyEndpoint>();

  constructor(nodes: readonly Node[], published: readonly PublishedEndpoint[], clusters: Clusters) {
    this.#nodes = new Map(nodes.map((node) => [node.urn, node]));
    this.#stacks = new Set(nodes.map(({ urn }) => stackOf(urn)));
    this.#clusters = clusters;
    this.#services = indexServices(nodes, clusters);
    for (const { id, connection, public: visited } of published) {
      const owner = this.#nodes.get(ownerOf(id));
      if (owner && !this.byId.has(id)) {
        const endpoint = this.#add(id, owner, connection, { public: visited });
        const service = serviceOfHost(connection.host);
        if (service && endpoint.cluster !== undefined) {
          this.#byAddress.set(addressKey(endpoint.cluster, { ...service, port: connection.port }), endpoint);
        }
      }
    }
  }

  /** What a link leads to. */
  resolve(link: PublishedLink): End {
    const known = this.byId.get(link.to);
    if (known) {
      return { kind: "endpoint", endpoint: known };
    }
    const address = parseServiceAddress(link.to);
    if (address) {
      return this.#resolveAddress(address, link);
    }
    const urn = ownerOf(link.to);
    const owner = this.#nodes.get(urn);
    if (owner?.custom) {
      return { kind: "endpoint", endpoint: this.#add(link.to, owner, link.connection) };
    }
    if (owner) {
      return dangling(`${describe(owner)} publishes no endpoint "${roleOf(link.to)}"`);
    }
    const elsewhere = urn.startsWith("urn:pulumi:") && !this.#stacks.has(stackOf(urn));
    return elsewhere ? { kind: "outside" } : dangling(`there is no ${urn || `"${link.to}"`}`);
  }

  #resolveAddress(address: ServiceAddress, link: PublishedLink): End {
    const own = this.#clusters.of(link.from);
    const candidates = own === undefined ? this.#clusters.ids : [own];
    const [endpoint, ...others] = candidates.flatMap((cluster) => this.#inCluster(cluster, address, link));
    if (others.length > 0) {
      const service = nameOf(address);
      return dangling(`several clusters have the Service ${service}, and the caller lies in none of them`);
    }
    if (endpoint) {
      return { kind: "endpoint", endpoint };
    }
    return (
      (own !== undefined && this.#undecided(own, address, link)) || this.#unresolved(address, candidates)
    );
  }

  #inCluster(cluster: string, address: ServiceAddress, { connection }: PublishedLink): TopologyEndpoint[] {
    const known = this.#byAddress.get(addressKey(cluster, address));
    if (known) {
      return [known];
    }
    const declared = this.#services.find(cluster, address);
    if (typeof declared === "object") {
      const id = `${declared.node.urn}#${declared.port}`;
      return [this.byId.get(id) ?? this.#add(id, declared.node, connection)];
    }
    const id = `${cluster}#kubernetes-api`;
    return isKubernetesApi(address)
      ? [this.byId.get(id) ?? this.#add(id, undefined, connection, { cluster })]
      : [];
  }

  /** Whether another provider has the Service, which may turn out to be of the caller's cluster. */
  #undecided(own: string, address: ServiceAddress, link: PublishedLink): End | undefined {
    for (const cluster of this.#clusters.ids) {
      const same = sameCluster(this.#clusters.identity(own), this.#clusters.identity(cluster));
      if (typeof same === "object" && this.#inCluster(cluster, address, link).length > 0) {
        return { kind: "undecided", ...same };
      }
    }
    return undefined;
  }

  #unresolved(address: ServiceAddress, candidates: readonly string[]): End {
    if (candidates.some((cluster) => this.#services.find(cluster, address) === "no port")) {
      return dangling(`the Service ${nameOf(address)} has no port ${address.port}`);
    }
    return candidates.some((cluster) => this.#services.knowsAllOf(cluster, address.namespace))
      ? dangling(`there is no Service ${nameOf(address)}`)
      : { kind: "outside" };
  }

  #add(id: string, owner: Node | undefined, connection: Connection, more: Partial<TopologyEndpoint> = {}) {
    const cluster = owner && this.#clusters.of(owner.urn);
    const endpoint = { id, role: roleOf(id), owner, cluster, connection, public: false, ...more };
    this.byId.set(id, endpoint);
    return endpoint;
  }
}

/** Stack and project of a URN: what tells the resources of one stack from those of another. */
export function stackOf(urn: string): string {
  return urn.split("::", 2).join("::");
}

/** Class and name, as messages call a node. */
export function describe({ type, name }: Node): string {
  return `${type.split(":").at(-1)} "${name}"`;
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
