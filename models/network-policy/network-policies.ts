import { type Clusters, indexClusters } from "#graph/clusters";
import type { Graph, Node, Values } from "#graph/model";
import { inBlock, matchesHost, matchesLabels, matchesPort, type Port } from "./matching.ts";
import { list, record, recordOr, text } from "./values.ts";

/** Pods, by where they run and their labels. */
export interface PodParty {
  /** Id of the cluster, as `indexClusters` gives it. Default: the graph's only one. */
  readonly cluster?: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A party to a connection: pods, an address outside the cluster, or an external host name. */
export type Party =
  | PodParty
  | { readonly address: string }
  | { readonly host: string; readonly address: string };

/** A policy with the cluster that enforces it. */
interface PlacedPolicy {
  readonly cluster: string | undefined;
  readonly object: Values;
}

type Direction = "Ingress" | "Egress";

/**
 * Decides "may A reach B on port P" from the recorded policies, as the Kubernetes documentation defines them: a pod
 * that no policy selects for a direction is open in that direction; a selected pod is open only to the peers that those
 * policies list; and both sides must allow the connection. An `ipBlock` never matches pods, as on Cilium.
 */
export class NetworkPolicies {
  readonly #clusters: Clusters;
  readonly #policies: readonly PlacedPolicy[];
  /** Labels by cluster and name. */
  readonly #namespaces: ReadonlyMap<string, Values>;

  constructor(graph: Graph) {
    const kind = (name: string) =>
      graph.nodes.filter((node) => node.custom && node.type.endsWith(`:${name}`));
    this.#clusters = indexClusters(graph.nodes);
    this.#policies = [...kind("NetworkPolicy"), ...kind("FQDNNetworkPolicy")].map(({ urn, inputs }) => ({
      cluster: this.#clusters.of(urn),
      object: inputs,
    }));
    this.#namespaces = new Map(
      kind("Namespace").map(({ urn, inputs }) => {
        const metadata = record(inputs["metadata"]);
        return [placeOf(this.#clusters.of(urn), text(metadata["name"])), recordOr(metadata["labels"])];
      }),
    );
  }

  /** Whether both sides allow a connection from one party to the other. */
  allows(from: Party, to: Party, port: Port): boolean {
    return this.#open("Egress", from, to, port) && this.#open("Ingress", to, from, port);
  }

  /**
   * Every allowed pair among named parties as `from → to protocol/port`, sorted. Pairs that no policy covers, such as
   * two external addresses, are open and omitted.
   */
  edges(parties: Readonly<Record<string, Party>>, ports: readonly Port[]): string[] {
    const names = Object.entries(parties);
    return names
      .flatMap(([from, source]) =>
        names
          .filter(
            ([to, target]) =>
              to !== from && (this.#selects("Egress", source) || this.#selects("Ingress", target)),
          )
          .flatMap(([to, target]) =>
            ports
              .filter((port) => this.allows(source, target, port))
              .map(({ port, protocol = "TCP" }) => `${from} → ${to} ${protocol}/${port}`),
          ),
      )
      .sort();
  }

  #open(direction: Direction, party: Party, other: Party, port: Port): boolean {
    const selecting = this.#selecting(direction, party);
    return (
      selecting.length === 0 ||
      selecting.some((policy) =>
        rulesOf(policy.object, direction).some((rule) => this.#matches(policy, rule, other, port)),
      )
    );
  }

  #selects(direction: Direction, party: Party): boolean {
    return this.#selecting(direction, party).length > 0;
  }

  #selecting(direction: Direction, party: Party): readonly PlacedPolicy[] {
    if (!("namespace" in party)) {
      return [];
    }
    const cluster = this.#clusterOf(party);
    return this.#policies.filter(
      (policy) => policy.cluster === cluster && selects(policy.object, direction, party),
    );
  }

  #clusterOf({ cluster, namespace }: PodParty): string | undefined {
    const [only, ...others] = this.#clusters.ids;
    if (cluster === undefined && others.length > 0) {
      throw new Error(`namespace "${namespace}": say in which cluster: ${this.#clusters.ids.join(", ")}`);
    }
    return cluster ?? only;
  }

  #matches(policy: PlacedPolicy, rule: Values, other: Party, port: Port): boolean {
    const ports = list(rule["ports"]);
    if (ports.length > 0 && !ports.some((open) => matchesPort(record(open), port))) {
      return false;
    }
    if (rule["matches"] !== undefined) {
      return "host" in other && list(rule["matches"]).some((match) => matchesHost(record(match), other.host));
    }
    const peers = [...list(rule["to"]), ...list(rule["from"])];
    return peers.length === 0 || peers.some((peer) => this.#matchesPeer(policy, record(peer), other));
  }

  #matchesPeer({ cluster, object }: PlacedPolicy, peer: Values, other: Party): boolean {
    if (peer["ipBlock"] !== undefined) {
      return "address" in other && inBlock(record(peer["ipBlock"]), other.address);
    }
    // Selectors know the pods of their own cluster only.
    if (!("namespace" in other) || this.#clusterOf(other) !== cluster) {
      return false;
    }
    const { namespaceSelector, podSelector } = peer;
    const inNamespace =
      namespaceSelector === undefined
        ? other.namespace === namespaceOf(object)
        : matchesLabels(record(namespaceSelector), this.#labelsOf(cluster, other.namespace));
    return inNamespace && (podSelector === undefined || matchesLabels(record(podSelector), other.labels));
  }

  /** Kubernetes labels every namespace with its name. */
  #labelsOf(cluster: string | undefined, namespace: string): Values {
    return {
      ...this.#namespaces.get(placeOf(cluster, namespace)),
      "kubernetes.io/metadata.name": namespace,
    };
  }
}

/**
 * The pods of every recorded Deployment, with the labels they really get: by its name, followed by its cluster
 * where several clusters have one of that name.
 */
export function podsOf(graph: Graph): Record<string, PodParty> {
  const clusters = indexClusters(graph.nodes);
  const deployments = graph.nodes.filter((node) => node.type.endsWith(":Deployment"));
  const byName = Map.groupBy(deployments, nameOf);
  return Object.fromEntries(
    deployments.map((node) => {
      const pods = podOf(node, clusters.of(node.urn));
      const { length: same = 0 } = byName.get(nameOf(node)) ?? [];
      return [same > 1 && pods.cluster ? `${nameOf(node)} (${pods.cluster})` : nameOf(node), pods];
    }),
  );
}

function podOf({ inputs }: Node, cluster: string | undefined): PodParty {
  const template = record(record(inputs["spec"])["template"]);
  const labels = Object.entries(record(record(template["metadata"])["labels"]));
  return {
    ...(cluster === undefined ? {} : { cluster }),
    namespace: namespaceOf(inputs),
    labels: Object.fromEntries(labels.map(([key, value]) => [key, text(value)])),
  };
}

/** A namespace is its name in its cluster. */
function placeOf(cluster: string | undefined, namespace: string): string {
  return JSON.stringify([cluster, namespace]);
}

function selects(policy: Values, direction: Direction, pod: { namespace: string; labels: Values }): boolean {
  const spec = record(policy["spec"]);
  const host = policy["kind"] === "FQDNNetworkPolicy";
  const types = host ? ["Egress"] : list(spec["policyTypes"]);
  return (
    namespaceOf(policy) === pod.namespace &&
    types.includes(direction) &&
    matchesLabels(record(spec["podSelector"]), pod.labels)
  );
}

function rulesOf(policy: Values, direction: Direction): Values[] {
  return list(record(policy["spec"])[direction === "Egress" ? "egress" : "ingress"]).map(record);
}

function namespaceOf(object: Values): string {
  return text(record(object["metadata"])["namespace"]);
}

function nameOf({ inputs }: Node): string {
  return text(record(inputs["metadata"])["name"]);
}
