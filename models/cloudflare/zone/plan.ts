import { nameInZone } from "../../dns/names.ts";
import { parse } from "../expression/parse.ts";
import type { Expression } from "../expression/syntax.ts";
import { isPhase, PHASES, type Phase } from "../phases.ts";
import { type BotHandling, botsOf } from "./bots.ts";
import { type BulkRedirect, bulkRedirectsOf } from "./bulk-redirects.ts";
import { entries, isList, isTable, number, table, text } from "./values.ts";

/** A planned or deployed resource, as in a resource graph. @public */
export interface PlannedNode {
  readonly type: string;
  readonly urn: string;
  readonly parent: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** URNs of the resources that each input's value comes from. Default none. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** Id of an existing resource that is only read. Default: it is not. */
  readonly read?: { readonly id: unknown } | undefined;
}

/** A planned rule. */
export interface PlannedRule {
  readonly ref: string;
  readonly description: string;
  readonly expression: Expression;
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly rateLimit: Readonly<Record<string, unknown>> | undefined;
}

export interface PlannedRecord {
  readonly name: string;
  /** Type of a DNS record, or "LB" for a load balancer, which takes the place of a record. */
  readonly type: string;
  readonly proxied: boolean;
  /** Undefined if known only after deployment. */
  readonly content: string | undefined;
}

/** A zone as described by its resources: the input of {@link evaluate}. */
export interface ZonePlan {
  readonly domain: string;
  readonly records: readonly PlannedRecord[];
  /** Zone settings by their ids. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly rules: ReadonlyMap<Phase, readonly PlannedRule[]>;
  readonly workers: readonly WorkerRoute[];
  /** What happens to automated visitors. */
  readonly bots: BotHandling;
  /** Of all lists of the account. */
  readonly bulkRedirects: readonly BulkRedirect[];
}

/** Requests that a Worker handles. */
export interface WorkerRoute {
  /** Host and path, where `*` matches any characters, such as `example.com/api/*`. */
  readonly pattern: string;
  readonly script: string;
}

/** A component with its zone, records, settings and rules as children. */
const COMPONENT = "strata:edge:Zone";
const ZONE = "cloudflare:index/zone:Zone";

/** The zones of a stack, of components or by themselves, from its nodes alone, without a cloud. */
export function zonesOf(nodes: Iterable<PlannedNode>): ZonePlan[] {
  const all = [...nodes];
  const components = new Set(all.filter(({ type }) => type === COMPONENT).map(({ urn }) => urn));
  const isPlain = ({ type, parent = "" }: PlannedNode) => type === ZONE && !components.has(parent);
  return all
    .filter((node) => components.has(node.urn) || isPlain(node))
    .map((zone) => zoneOf(all, partsOf(zone, all)));
}

/** What belongs to a zone, itself included: the children of a component, or what refers to the zone's id. */
function partsOf(zone: PlannedNode, nodes: readonly PlannedNode[]): PlannedNode[] {
  if (zone.type === COMPONENT) {
    return nodes.filter(({ parent }) => parent === zone.urn);
  }
  const id = zone.read?.id;
  const refers = ({ inputs, propertyDependencies = {} }: PlannedNode) =>
    propertyDependencies["zoneId"]?.includes(zone.urn) || (id !== undefined && inputs["zoneId"] === id);
  return [zone, ...nodes.filter(refers)];
}

/** The zone of a host: the one with the longest domain that is a suffix of it. */
export function zoneFor(zones: readonly ZonePlan[], host: string): ZonePlan | undefined {
  return zones
    .filter(({ domain }) => isIn(host, domain))
    .sort((left, right) => right.domain.length - left.domain.length)[0];
}

function zoneOf(nodes: readonly PlannedNode[], children: readonly PlannedNode[]): ZonePlan {
  const inputs = (type: string) => {
    return children.filter((child) => child.type === `cloudflare:index/${type}`).map((child) => child.inputs);
  };
  // Load balancers and routes are children of other components; their names assign them to the zone.
  const elsewhere = (type: string) => {
    return nodes.filter((node) => node.type === `cloudflare:index/${type}`).map((node) => node.inputs);
  };
  const rules = new Map<Phase, PlannedRule[]>();
  const account = elsewhere("ruleset:Ruleset").filter(({ kind }) => kind === "root");
  const rulesets = [...account, ...inputs("ruleset:Ruleset").filter(({ kind }) => kind !== "custom")];
  for (const phase of Object.keys(PHASES).filter(isPhase)) {
    const ofPhase = rulesets.filter((each) => each["phase"] === phase && isList(each["rules"]));
    if (ofPhase.length > 0) {
      const all = ofPhase.flatMap((each) => (isList(each["rules"]) ? each["rules"].filter(isTable) : []));
      rules.set(phase, all.filter(isEnabled).map(ruleOf));
    }
  }
  const settings = inputs("zoneSetting:ZoneSetting").map(
    (setting) => [text(setting["settingId"]) ?? "", setting["value"]] as const,
  );
  const domain = inputs("zone:Zone").map((each) => text(each["name"]))[0] ?? "";
  const balancers = elsewhere("loadBalancer:LoadBalancer").map((each) => ({ ...recordOf(each), type: "LB" }));
  const routes = elsewhere("workersRoute:WorkersRoute").map((each) => ({
    pattern: text(each["pattern"]) ?? "",
    script: text(each["script"]) ?? "",
  }));
  return {
    domain,
    records: [
      ...["dnsRecord:DnsRecord", "record:Record"]
        .flatMap(inputs)
        .map((each) => inZone(recordOf(each), domain)),
      ...balancers.filter(({ name }) => isIn(name, domain)),
    ],
    settings: Object.fromEntries(settings),
    rules,
    bots: botsOf(inputs("botManagement:BotManagement")[0]),
    bulkRedirects: bulkRedirectsOf(elsewhere("list:List"), elsewhere("ruleset:Ruleset")),
    workers: routes.filter(({ pattern }) => isIn(pattern.split("/")[0] ?? "", domain)),
  };
}

function inZone(record: PlannedRecord, domain: string): PlannedRecord {
  return domain === "" ? record : { ...record, name: nameInZone(record.name, domain) };
}

function isIn(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function isEnabled(rule: Readonly<Record<string, unknown>>): boolean {
  return rule["enabled"] !== false;
}

function ruleOf(rule: Readonly<Record<string, unknown>>): PlannedRule {
  return {
    ref: text(rule["ref"]) ?? "",
    description: text(rule["description"]) ?? "",
    expression: parse(text(rule["expression"]) ?? "false"),
    action: text(rule["action"]) ?? "",
    parameters: table(rule["actionParameters"]) ?? {},
    rateLimit: table(rule["ratelimit"]),
  };
}

function recordOf(record: Readonly<Record<string, unknown>>): PlannedRecord {
  return {
    name: text(record["name"]) ?? "",
    type: text(record["type"]) ?? "",
    proxied: record["proxied"] === true,
    content: text(record["content"]),
  };
}

/** A rate limit's numbers. */
export function limitOf(rule: PlannedRule) {
  const limit = rule.rateLimit ?? {};
  const keys = isList(limit["characteristics"]) ? limit["characteristics"] : [];
  return {
    requests: number(limit["requestsPerPeriod"]) ?? 0,
    periodSeconds: number(limit["period"]) ?? 0,
    blockSeconds: number(limit["mitigationTimeout"]) ?? 0,
    by: keys.map((key) => text(key) ?? "").filter((key) => key !== "cf.colo.id"),
  };
}

/** The header operations of a rewrite. @internal */
export function headerOperations(rule: PlannedRule): { name: string; operation: string; value: string }[] {
  return entries(rule.parameters["headers"]).map(([name, operation]) => ({
    name,
    operation: text(table(operation)?.["operation"]) ?? "",
    value: text(table(operation)?.["value"]) ?? "",
  }));
}
