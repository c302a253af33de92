import { BlockList } from "node:net";
import { type Graph, isRecord, isUnknown, type Node, type Value, type Values } from "#graph/model";

/** A party to a connection: pods, an address outside the cluster, or an external host name. */
export type Party =
  | { readonly namespace: string; readonly labels: Readonly<Record<string, string>> }
  | { readonly address: string }
  | { readonly host: string; readonly address: string };

export interface Port {
  readonly port: number;
  readonly protocol?: "TCP" | "UDP";
}

type Direction = "Ingress" | "Egress";

/**
 * Decides "may A reach B on port P" from the recorded policies, as the Kubernetes documentation defines them: a pod
 * that no policy selects for a direction is open in that direction; a selected pod is open only to the peers that those
 * policies list; and both sides must allow the connection. An `ipBlock` never matches pods, as on Cilium.
 */
export class NetworkPolicies {
  readonly #policies: readonly Values[];
  readonly #namespaces: ReadonlyMap<string, Values>;

  constructor(graph: Graph) {
    const kind = (name: string) =>
      graph.nodes.filter((node) => node.custom && node.type.endsWith(`:${name}`));
    this.#policies = [...kind("NetworkPolicy"), ...kind("FQDNNetworkPolicy")].map(({ inputs }) => inputs);
    this.#namespaces = new Map(
      kind("Namespace").map(({ inputs }) => {
        const metadata = record(inputs["metadata"]);
        return [text(metadata["name"]), recordOr(metadata["labels"])];
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

  #open(direction: Direction, subject: Party, other: Party, port: Port): boolean {
    const selecting = this.#selecting(direction, subject);
    return (
      selecting.length === 0 ||
      selecting.some((policy) =>
        rulesOf(policy, direction).some((rule) => this.#matches(policy, rule, other, port)),
      )
    );
  }

  #selects(direction: Direction, subject: Party): boolean {
    return this.#selecting(direction, subject).length > 0;
  }

  #selecting(direction: Direction, subject: Party): readonly Values[] {
    return "namespace" in subject
      ? this.#policies.filter((policy) => selects(policy, direction, subject))
      : [];
  }

  #matches(policy: Values, rule: Values, other: Party, port: Port): boolean {
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

  #matchesPeer(policy: Values, peer: Values, other: Party): boolean {
    if (peer["ipBlock"] !== undefined) {
      return "address" in other && inBlock(record(peer["ipBlock"]), other.address);
    }
    if (!("namespace" in other)) {
      return false;
    }
    const { namespaceSelector, podSelector } = peer;
    const inNamespace =
      namespaceSelector === undefined
        ? other.namespace === namespaceOf(policy)
        : matchesLabels(record(namespaceSelector), this.#labelsOf(other.namespace));
    return inNamespace && (podSelector === undefined || matchesLabels(record(podSelector), other.labels));
  }

  /** Kubernetes labels every namespace with its name. */
  #labelsOf(namespace: string): Values {
    return { ...this.#namespaces.get(namespace), "kubernetes.io/metadata.name": namespace };
  }
}

/** The pods of every recorded Deployment, by its name, with their effective labels. */
export function podsOf(graph: Graph): Record<string, Party> {
  const deployments = graph.nodes.filter((node) => node.type.endsWith(":Deployment"));
  return Object.fromEntries(deployments.map((node) => [nameOf(node), podOf(node)]));
}

function podOf({ inputs }: Node): Party {
  const template = record(record(inputs["spec"])["template"]);
  const labels = Object.entries(record(record(template["metadata"])["labels"]));
  return {
    namespace: namespaceOf(inputs),
    labels: Object.fromEntries(labels.map(([key, value]) => [key, text(value)])),
  };
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

function matchesLabels(selector: Values, labels: Values): boolean {
  const { matchLabels, matchExpressions } = selector;
  const equal = Object.entries(recordOr(matchLabels)).every(([key, value]) => labels[key] === text(value));
  return equal && list(matchExpressions).every((each) => matchesExpression(record(each), labels));
}

function matchesExpression(expression: Values, labels: Values): boolean {
  const value = labels[text(expression["key"])];
  const values = list(expression["values"]);
  switch (expression["operator"]) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    default:
      throw new Error(`unknown operator ${String(expression["operator"])}`);
  }
}

function matchesPort(open: Values, { port, protocol = "TCP" }: Port): boolean {
  if ((open["protocol"] ?? "TCP") !== protocol) {
    return false;
  }
  const first = open["port"];
  if (first === undefined) {
    return true;
  }
  if (typeof first !== "number") {
    throw new Error(`the port ${JSON.stringify(first)} is not a number: policies here name ports by number`);
  }
  const last = open["endPort"];
  return typeof last === "number" ? first <= port && port <= last : first === port;
}

function matchesHost(match: Values, host: string): boolean {
  if (match["name"] !== undefined) {
    return match["name"] === host;
  }
  const [, ...pattern] = text(match["pattern"]).split(".");
  const [, ...rest] = host.split(".");
  return pattern.join(".") === rest.join(".");
}

function inBlock(block: Values, address: string): boolean {
  const except = list(block["except"]).map(text);
  return contains(text(block["cidr"]), address) && !except.some((range) => contains(range, address));
}

function contains(range: string, address: string): boolean {
  const [network = "", prefix] = range.split("/");
  const blocks = new BlockList();
  blocks.addSubnet(network, Number(prefix));
  return blocks.check(address);
}

function namespaceOf(object: Values): string {
  return text(record(object["metadata"])["namespace"]);
}

function nameOf({ inputs }: Node): string {
  return text(record(inputs["metadata"])["name"]);
}

function record(value: Value | undefined): Values {
  if (!isRecord(value)) {
    throw new Error(`expected an object, found ${JSON.stringify(value)}`);
  }
  return value;
}

function recordOr(value: Value | undefined): Values {
  return value === undefined ? {} : record(value);
}

function list(value: Value | undefined): readonly Value[] {
  if (value !== undefined && !Array.isArray(value)) {
    throw new Error(
      `expected a list, found ${isUnknown(value) ? "an unknown value" : JSON.stringify(value)}`,
    );
  }
  return Array.isArray(value) ? value : [];
}

function text(value: Value | undefined): string {
  if (typeof value !== "string") {
    throw new Error(`expected a text, found ${JSON.stringify(value)}`);
  }
  return value;
}
