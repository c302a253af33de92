import { isIP } from "node:net";
import { isRecord, type Node, type Value } from "#graph/model";
import type { Party } from "#models/network-policy/network-policies";
import { valueAt } from "./path.ts";
import { describe } from "./select.ts";
import type { RecordedStack } from "./stack.ts";

/** Where the pods of each kind of workload are described. */
const POD_TEMPLATES: Readonly<Record<string, string>> = {
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

/** Someone who may take part in a connection, under a name. */
interface NamedParty {
  /** What has the name, in words. */
  readonly owner: string;
  readonly namespace: string | undefined;
  readonly party: Party;
}

/**
 * Who a name means: the pods of the workload with this name (`web`, or `shop/web` with its namespace), what answers at
 * the published endpoint with this name, an IP address, or a host name.
 *
 * @throws Error when nobody has the name, or several do
 */
export function partyNamed(stack: RecordedStack, name: string): Party {
  if (isIP(name) !== 0) {
    return { address: name };
  }
  const parties = namedParties(stack);
  const [namespace, own] = name.includes("/") ? name.split("/") : [undefined, name];
  const found = (parties.get(own ?? "") ?? []).filter(
    (each) => namespace === undefined || each.namespace === namespace,
  );
  const [first] = found;
  if (first && new Set(found.map(({ party }) => JSON.stringify(party))).size > 1) {
    const owners = found.map((each) => `${each.owner} in ${each.namespace ?? "no namespace"}`).join(", ");
    throw new Error(
      `"${name}" may be ${owners}; put the namespace before it, such as ${first.namespace}/${own}`,
    );
  }
  if (first) {
    return first.party;
  }
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(name)) {
    return { host: name, address: SOME_ADDRESS };
  }
  throw new Error(
    `no workload and no published endpoint is named "${name}"; there are: ${[...parties.keys()].sort().join(", ") || "none"}`,
  );
}

/** Everyone whom a stack names. A workload's pods come before an endpoint of the same name. */
function namedParties({ graph }: RecordedStack): ReadonlyMap<string, readonly NamedParty[]> {
  const workloads = graph.nodes.flatMap(workloadOf);
  const names = new Set(workloads.map(([name]) => name));
  const endpoints = graph.nodes.flatMap(endpointsOf).filter(([name]) => !names.has(name));
  const all = Map.groupBy([...workloads, ...endpoints], ([name]) => name);
  return new Map([...all].map(([name, each]) => [name, each.map(([, party]) => party)]));
}

type Named = readonly [name: string, party: NamedParty];

function workloadOf(node: Node): Named[] {
  const labels = valueAt(node.inputs, POD_TEMPLATES[node.type.split(":").at(-1) ?? ""] ?? "none");
  const name = valueAt(node.inputs, "metadata.name");
  const namespace = valueAt(node.inputs, "metadata.namespace") ?? "default";
  if (!node.type.startsWith("kubernetes:") || !isRecord(labels) || typeof namespace !== "string") {
    return [];
  }
  const party = { namespace, labels: textsOf(labels) };
  return [[typeof name === "string" ? name : node.name, { owner: describe(node), namespace, party }]];
}

function endpointsOf(node: Node): Named[] {
  const endpoints = node.published?.["endpoints"];
  return (Array.isArray(endpoints) ? endpoints : []).flatMap((endpoint: Value): Named[] => {
    const name = valueAt(endpoint, "name");
    const party = partyOf(valueAt(endpoint, "peer"));
    if (typeof name !== "string" || !party) {
      return [];
    }
    const namespace = "namespace" in party ? party.namespace : undefined;
    return [[name, { owner: describe(node), namespace, party }]];
  });
}

/** One of those whom a published peer means. */
function partyOf(peer: Value | undefined): Party | undefined {
  if (!isRecord(peer)) {
    return undefined;
  }
  const { namespace, labels, ranges, hosts } = peer;
  if (typeof namespace === "string" && isRecord(labels)) {
    return { namespace, labels: textsOf(labels) };
  }
  if (Array.isArray(ranges) && typeof ranges[0] === "string") {
    return { address: ranges[0].split("/")[0] ?? "" };
  }
  return Array.isArray(hosts) && typeof hosts[0] === "string"
    ? { host: hosts[0].replace("*", "any"), address: SOME_ADDRESS }
    : undefined;
}

function textsOf(labels: { readonly [key: string]: Value }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );
}
