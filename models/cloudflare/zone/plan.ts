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

const ZONE = "strata:edge:Zone";

/** The zones of a stack, from its nodes alone, without component instances or a cloud. */
export function zonesOf(nodes: Iterable<PlannedNode>): ZonePlan[] {
  const all = [...nodes];
  return all.filter(({ type }) => type === ZONE).map((zone) => zoneOf(all, zone));
}

/** The zone of a host: the one with the longest domain that is a suffix of it. */
export function zoneFor(zones: readonly ZonePlan[], host: string): ZonePlan | undefined {
  return zones
    .filter(({ domain }) => isIn(host, domain))
    .sort((left, right) => right.domain.length - left.domain.length)[0];
}

function zoneOf(nodes: readonly PlannedNode[], zone: PlannedNode): ZonePlan {
  const children = nodes.filter(({ parent }) => parent === zone.urn);
  const inputs = (type: string) => {
    return children.filter((child) => child.type === `cloudflare:index/${type}`).map((child) => child.inputs);
  };
  const rules = new Map<Phase, PlannedRule[]>();
  for (const phase of Object.keys(PHASES).filter(isPhase)) {
    const ruleset = inputs("ruleset:Ruleset").find((each) => each["phase"] === phase);
    if (isList(ruleset?.["rules"])) {
      rules.set(phase, ruleset["rules"].filter(isTable).filter(isEnabled).map(ruleOf));
    }
  }
  const settings = inputs("zoneSetting:ZoneSetting").map(
    (setting) => [text(setting["settingId"]) ?? "", setting["value"]] as const,
  );
  const domain = inputs("zone:Zone").map((each) => text(each["name"]))[0] ?? "";
  // Load balancers and routes are children of other components; their names assign them to the zone.
  const elsewhere = (type: string) => {
    return nodes.filter((node) => node.type === `cloudflare:index/${type}`).map((node) => node.inputs);
  };
  const balancers = elsewhere("loadBalancer:LoadBalancer").map((each) => ({ ...recordOf(each), type: "LB" }));
  const routes = elsewhere("workersRoute:WorkersRoute").map((each) => ({
    pattern: text(each["pattern"]) ?? "",
    script: text(each["script"]) ?? "",
  }));
  return {
    domain,
    records: [
      ...inputs("dnsRecord:DnsRecord").map(recordOf),
      ...balancers.filter(({ name }) => isIn(name, domain)),
    ],
    settings: Object.fromEntries(settings),
    rules,
    bots: botsOf(inputs("botManagement:BotManagement")[0]),
    bulkRedirects: bulkRedirectsOf(elsewhere("list:List"), elsewhere("ruleset:Ruleset")),
    workers: routes.filter(({ pattern }) => isIn(pattern.split("/")[0] ?? "", domain)),
  };
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
