import { isIP } from "node:net";
import { type Clusters, indexClusters } from "#graph/clusters";
import { isRecord, type Node, type Value } from "#graph/model";
import { resolveTopology } from "#graph/topology";
import type { Party } from "#models/network-policy/network-policies";
import { valueAt } from "../path.ts";
import { describe } from "../select.ts";
import type { RecordedStack } from "../stack.ts";

/** Where the pods of each kind of workload are described. */
const POD_LABELS: Readonly<Record<string, string>> = {
  CronJob: "spec.jobTemplate.spec.template.metadata.labels",
  DaemonSet: "spec.template.metadata.labels",
  Deployment: "spec.template.metadata.labels",
  Job: "spec.template.metadata.labels",
  Pod: "metadata.labels",
  ReplicaSet: "spec.template.metadata.labels",
  StatefulSet: "spec.template.metadata.labels",
};

/** An address of nobody, for hosts whose address does not matter. Source: RFC 5737. */
const SOME_ADDRESS = "192.0.2.1";

/** Someone who may take part in a connection. */
interface Candidate {
  readonly name: string;
  /** What has the name, in words. */
  readonly owner: string;
  readonly party: Party;
}

/**
 * Who a name means: the pods of the workload with this name (`web`, or `shop/web` with its namespace), what answers at
 * the endpoint with this name, an IP address, or a host name.
 *
 * @throws Error when nobody has the name, or several do
 */
export function partyNamed(stack: RecordedStack, name: string): Party {
  if (isIP(name) !== 0) {
    return { address: name };
  }
  const candidates = candidatesOf(stack);
  const [first, ...others] = candidates.filter((each) => isMeant(each, name));
  if (first && others.some(({ party }) => JSON.stringify(party) !== JSON.stringify(first.party))) {
    const owners = [first, ...others].map(({ owner, party }) => `${owner}${placeOf(party)}`).join(", ");
    throw new Error(
      `"${name}" may be ${owners}; put the namespace before it, as in shop/web, or give pods by cluster, namespace and labels`,
    );
  }
  if (first) {
    return first.party;
  }
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name)) {
    return { host: name, address: SOME_ADDRESS };
  }
  const names = [...new Set(candidates.map((each) => each.name))].sort().join(", ");
  throw new Error(`no workload and no endpoint is named "${name}"; there are: ${names || "none"}`);
}

function isMeant({ name, party }: Candidate, wanted: string): boolean {
  return wanted === name || ("namespace" in party && wanted === `${party.namespace}/${name}`);
}

function placeOf(party: Party): string {
  const cluster = "cluster" in party && party.cluster !== undefined ? ` of ${party.cluster}` : "";
  return "namespace" in party ? ` in ${party.namespace}${cluster}` : "";
}

/** Everyone whom a stack names. A workload's pods come before an endpoint of the same name. */
function candidatesOf({ graph }: RecordedStack): readonly Candidate[] {
  const clusters = indexClusters(graph.nodes);
  const workloads = graph.nodes.flatMap((node) => workloadOf(node, clusters));
  const names = new Set(workloads.map(({ name }) => name));
  const { endpoints, links, outside } = resolveTopology(graph);
  const reached = [
    ...[...endpoints.values()].map(({ owner, cluster, connection }) => ({ owner, cluster, connection })),
    ...outside.map(({ from, link }) => ({ owner: from, cluster: undefined, connection: link.connection })),
    ...links.map(({ to, link }) => ({ owner: to.owner, cluster: to.cluster, connection: link.connection })),
  ].flatMap(({ owner, cluster, connection: { name, peer } }): Candidate[] => {
    const party = partyOf(peer, cluster);
    return party && !names.has(name) ? [{ name, owner: owner ? describe(owner) : name, party }] : [];
  });
  return [...workloads, ...reached];
}

function workloadOf(node: Node, clusters: Clusters): Candidate[] {
  const path = POD_LABELS[node.type.split(":").at(-1) ?? ""];
  const labels = path === undefined ? undefined : valueAt(node.inputs, path);
  const namespace = valueAt(node.inputs, "metadata.namespace") ?? "default";
  if (!node.type.startsWith("kubernetes:") || !isRecord(labels) || typeof namespace !== "string") {
    return [];
  }
  const name = valueAt(node.inputs, "metadata.name");
  const party = podsOf(namespace, labels, clusters.of(node.urn));
  return [{ name: typeof name === "string" ? name : node.name, owner: describe(node), party }];
}

/** One of those whom a peer means. */
function partyOf(peer: { readonly [key: string]: Value }, cluster: string | undefined): Party | undefined {
  const { namespace, labels, ranges, hosts } = peer;
  if (typeof namespace === "string" && isRecord(labels)) {
    return podsOf(namespace, labels, cluster);
  }
  if (Array.isArray(ranges) && typeof ranges[0] === "string") {
    return { address: ranges[0].split("/")[0] ?? "" };
  }
  return Array.isArray(hosts) && typeof hosts[0] === "string"
    ? { host: hosts[0].replace("*", "any"), address: SOME_ADDRESS }
    : undefined;
}

function podsOf(
  namespace: string,
  labels: { readonly [key: string]: Value },
  cluster: string | undefined,
): Party {
  const known = Object.entries(labels).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value] as const] : [],
  );
  return { ...(cluster === undefined ? {} : { cluster }), namespace, labels: Object.fromEntries(known) };
}
