import { isList, isPlain, type Wire, type WireRecord } from "../../provider/wire.ts";
import { type Change, type Path, relation, stepsOf } from "../rules/paths.ts";
import type { SettlingFacts } from "./facts.ts";

/** Whether the provider takes a new value for the old one. The argument is what follows the function's name. */
type Equal = (from: string, to: string, argument: string) => boolean;

const last = (text: string) => text.split("/").at(-1) ?? text;
const relative = (text: string) => text.replace(/^https?:\/\/[^/]+\/(?:[^/]+\/)*?(?=projects\/)/, "");
const lower = (text: string) => text.toLowerCase();

const bareOrLink: Equal = (from, to) =>
  to.includes("/") ? relative(from) === relative(to) : last(from) === to;
const sameLast: Equal = (from, to) => last(from) === last(to);
const sameIgnoringCase: Equal = (from, to) => lower(from) === lower(to);
const sameInstant: Equal = (from, to) => Date.parse(from) === Date.parse(to);

/** Functions on texts, by the names that the providers' sources use. */
const EQUAL: Readonly<Record<string, Equal>> = {
  CaseDiffSuppress: sameIgnoringCase,
  iamMemberCaseDiffSuppress: (from, to) =>
    /^principal(Set)?:/.test(to) ? from === to : sameIgnoringCase(from, to, ""),
  CompareSelfLinkOrResourceName: bareOrLink,
  CompareSelfLinkRelativePaths: (from, to) => relative(from) === relative(to),
  CompareSelfLinkCanonicalPaths: (from, to) => relative(from) === relative(to),
  CompareResourceNames: sameLast,
  "resourcemanager.CompareProjectName": sameLast,
  "storage.StorageBucketDiffSuppress": sameLast,
  ProjectNumberDiffSuppress: (from, to) => withoutProject(from) === withoutProject(to),
  EmptyOrDefault: (from, to, value) => (from || value) === (to || value),
  TimestampDiffSuppress: sameInstant,
  rfc3339SameInstant: sameInstant,
  "compute.PortRangeDiffSuppress": (from, to) => from === to || from === `${to}-${to}`,
  "compute.AbsoluteDomainSuppress": (from, to) => from.replace(/\.$/, "") === to.replace(/\.$/, ""),
  "compute.AlwaysDiffSuppress": () => true,
  "certificatemanager.certManagerDefaultScopeDiffSuppress": (from, to) =>
    (from || "DEFAULT") === (to || "DEFAULT"),
  dynamicSemanticEquals: (from, to) => from === to,
  "container.rfc5545RecurrenceDiffSuppress": (from, to) => daily(from) === daily(to),
  "kms.kmsCryptoKeyRingsEquivalent": (from, to) => keyRing(from) === keyRing(to),
  "sql.caseDiffDashSuppress": (from, to) =>
    lower(from).replaceAll("-", "_") === lower(to).replaceAll("-", "_"),
};

/** Functions on blocks and lists. */
const EQUAL_PARTS: Readonly<Record<string, (from: Wire | undefined, to: Wire | undefined) => boolean>> = {
  "servicenetworking.stringListDiffSuppress": (from, to) =>
    isList(from) && isList(to) && sorted(from) === sorted(to),
  "container.BinaryAuthorizationDiffSuppress": absentIfDisabled,
  "container.SecretManagerCfgSuppress": absentIfDisabled,
  "container.SecretSyncCfgSuppress": absentIfDisabled,
  "container.containerClusterNetworkPolicyDiffSuppress": absentIfDisabled,
  "container.podSecurityPolicyCfgSuppress": absentIfDisabled,
  "storage.autoclassDisabledEqualsAbsent": absentIfDisabled,
  "storage.hierachicalNamespaceDiffSuppress": absentIfDisabled,
  jsonSemanticEquals: (from, to) => parsed(from) === parsed(to),
};

/** Whether the provider shows a difference between records. */
export function shows(
  { path }: Change,
  { suppresses = {} }: SettlingFacts,
  olds: WireRecord,
  news: WireRecord,
): boolean {
  return !Object.entries(suppresses).some(([pattern, named]) => {
    const where = relation(pattern, path);
    if (where !== "at" && where !== "below") {
      return false;
    }
    const place = path.slice(0, stepsOf(pattern).length);
    return isEqual(named, valueAt(olds, place), valueAt(news, place));
  });
}

/** A record with its sets in one order, so that two records can be compared. */
export function withOrderedSets(record: WireRecord, { sets = [] }: SettlingFacts): WireRecord {
  const innermost = [...sets].sort((one, other) => stepsOf(other).length - stepsOf(one).length);
  return innermost.reduce((made, path) => orderAt(made, stepsOf(path)) as WireRecord, record);
}

function orderAt(value: Wire, [step, ...rest]: readonly string[]): Wire {
  if (step === undefined) {
    const text = (item: Wire) => JSON.stringify(item);
    return isList(value) ? [...value].sort((one, other) => (text(one) < text(other) ? -1 : 1)) : value;
  }
  if (step === "[]") {
    return isList(value) ? value.map((item) => orderAt(item, rest)) : value;
  }
  const member = isPlain(value) ? value[step] : undefined;
  return isPlain(value) && member !== undefined ? { ...value, [step]: orderAt(member, rest) } : value;
}

function isEqual(named: string, from: Wire | undefined, to: Wire | undefined): boolean {
  const [name = "", argument = ""] = named.split(/:(.*)/s);
  const texts = [from ?? "", to ?? ""].map((value) =>
    typeof value === "object" ? undefined : String(value),
  );
  const [old, next] = texts;
  return (
    EQUAL_PARTS[name]?.(from, to) ??
    (old !== undefined && next !== undefined && (EQUAL[name]?.(old, next, argument) ?? false))
  );
}

function valueAt(value: Wire, path: Path): Wire | undefined {
  return path.reduce<Wire | undefined>((at, step) => {
    if (isList(at)) {
      return at[Number(step)];
    }
    return isPlain(at) ? at[String(step)] : undefined;
  }, value);
}

function absentIfDisabled(from: Wire | undefined, to: Wire | undefined): boolean {
  const isOff = (value: Wire | undefined) =>
    value === undefined || (isPlain(value) && value["enabled"] === false);
  return isOff(from) && isOff(to);
}

function withoutProject(text: string): string {
  return text.replace(/projects\/[^/]+\//, "");
}

function daily(recurrence: string): string {
  return recurrence === "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU" ? "FREQ=DAILY" : recurrence;
}

function keyRing(text: string): string {
  return text.replace(/^projects\/([^/]+)\/locations\/([^/]+)\/keyRings\//, "$1/$2/");
}

function sorted(list: readonly Wire[]): string {
  return JSON.stringify([...list].map(String).sort());
}

function parsed(value: Wire | undefined): string {
  try {
    return JSON.stringify(JSON.parse(String(value)));
  } catch {
    return String(value);
  }
}
