import { createHash } from "node:crypto";
import { isSecret, isUnknown, type Node, type Value } from "./model.ts";
import { providerPackage } from "./query.ts";

/** The identity of a Kubernetes cluster, independent of the provider resource through which it is seen. */
export interface ClusterIdentity {
  /** The same for every provider of one cluster; the provider's URN if nothing better is readable. */
  readonly id: string;
  /** The deciding input, if it is not readable yet: another provider may turn out to be for the same cluster. */
  readonly undecided?: UndecidedInput;
}

/** An input of a provider that is known only after the deployment, or secret. */
export interface UndecidedInput {
  readonly input: string;
  readonly value: Value;
  /** URNs of the resources that it comes from. */
  readonly origins: readonly string[];
}

/**
 * Whether two providers are for one cluster, or the undecided input. Values from different resources identify different
 * clusters, even before they are known.
 */
export function sameCluster(
  one: ClusterIdentity | undefined,
  other: ClusterIdentity | undefined,
): boolean | UndecidedInput {
  if (one?.id === other?.id) {
    return true;
  }
  const [first, second] = [one?.undecided, other?.undecided];
  const apart = first?.origins.length && second?.origins.length;
  if (apart && !first.origins.some((urn) => second.origins.includes(urn))) {
    return false;
  }
  return first ?? second ?? false;
}

/**
 * The cluster behind a Kubernetes provider: its `clusterIdentifier`, or else its kubeconfig with the context, or
 * else the provider itself.
 *
 * @param urn the provider's URN
 * @param provider its node; undefined for a default provider, which no program declares
 */
export function clusterIdentity(urn: string, provider: Node | undefined): ClusterIdentity {
  const { clusterIdentifier, kubeconfig, context } = provider?.inputs ?? {};
  if (typeof clusterIdentifier === "string" && clusterIdentifier !== "") {
    return { id: clusterIdentifier };
  }
  for (const [input, value] of Object.entries({ clusterIdentifier, kubeconfig, context })) {
    if (value !== undefined && !isReadable(value)) {
      const origins = provider?.propertyDependencies[input] ?? [];
      return { id: urn, undecided: { input, value, origins } };
    }
  }
  if (typeof kubeconfig !== "string") {
    return { id: typeof context === "string" ? `context:${context}` : urn };
  }
  // A digest, since a kubeconfig may hold a credential.
  const digest = createHash("sha256").update(JSON.stringify([kubeconfig, context]));
  return { id: `kubeconfig:${digest.digest("hex").slice(0, 16)}` };
}

/** The clusters of a graph. @public */
export interface Clusters {
  /** Ids of all clusters, in the graph's order. */
  readonly ids: readonly string[];
  /** Known properties of a cluster. */
  identity(id: string): ClusterIdentity;
  /**
   * Id of a node's cluster: for an object by its provider, for a component by its contents. Undefined outside clusters,
   * and for a component that spans several.
   */
  of(urn: string): string | undefined;
}

/** Looks up the cluster of every node once. */
export function indexClusters(nodes: readonly Node[]): Clusters {
  const byUrn = new Map(nodes.map((node) => [node.urn, node]));
  const byProvider = new Map<string, ClusterIdentity>();
  const idOf = (provider: string) => {
    const identity = byProvider.get(provider) ?? clusterIdentity(provider, byUrn.get(provider));
    byProvider.set(provider, identity);
    return identity.id;
  };
  const within = new Map<string, Set<string>>();
  for (const node of nodes) {
    if (node.provider !== undefined && providerPackage(node.type) === "kubernetes") {
      const id = idOf(node.provider);
      for (let at: Node | undefined = node; at; at = byUrn.get(at.parent ?? "")) {
        const known = within.get(at.urn);
        if (known) {
          known.add(id);
        } else {
          within.set(at.urn, new Set([id]));
        }
      }
    }
  }
  const identities = new Map([...byProvider.values()].map((identity) => [identity.id, identity]));
  return {
    ids: [...identities.keys()],
    identity: (id) => identities.get(id) ?? { id },
    of(urn) {
      const [id, ...others] = within.get(urn) ?? [];
      return others.length === 0 ? id : undefined;
    },
  };
}

function isReadable(value: Value): boolean {
  return !isUnknown(value) && !isSecret(value);
}
