import type { Facts } from "#models/provider-facts/facts";
import type { DiffAnswer, PropertyDiff } from "../../provider/provider.ts";
import type { WireRecord } from "../../provider/wire.ts";
import type { SettlingFacts } from "../settling/facts.ts";
import { normalized } from "../settling/normalize.ts";
import { shows, withOrderedSets } from "../settling/suppress.ts";
import { holds } from "./conditions.ts";
import { type Change, changes, pathText, places, relation, stepsOf } from "./paths.ts";

/** How inputs differ from the last ones, and which differences replace. Without marks of secrecy. */
export function diffOf(
  olds: WireRecord,
  news: WireRecord,
  facts: Facts,
  settling: SettlingFacts = {},
): DiffAnswer {
  const from = comparable(olds, settling);
  const to = comparable(news, settling);
  const found = changes(from, to).filter(
    (change) => matters(change, facts) && shows(change, settling, from, to),
  );
  const replaces = found.filter((change) => replacing(change, facts, olds, news));
  return {
    diffs: topLevel(found),
    replaces: topLevel(replaces),
    deleteBeforeReplace: replaces.length > 0 && deletesFirst(facts, news),
    detailed: Object.fromEntries(
      found.map((change) => [
        pathText(change.path),
        { kind: kindOf(change, replaces.includes(change)), inputs: true },
      ]),
    ),
  };
}

/** A record in the form in which the provider compares it. */
function comparable(record: WireRecord, settling: SettlingFacts): WireRecord {
  return withOrderedSets(normalized(withoutNotes(record), settling.normalizes), settling);
}

/** To remove what the cloud fills in otherwise changes nothing. */
function matters({ path, to }: Change, { optComputed = [] }: Facts): boolean {
  return to !== undefined || !optComputed.some((pattern) => covers(pattern, path));
}

function replacing(change: Change, facts: Facts, olds: WireRecord, news: WireRecord): boolean {
  const { path, from, to } = change;
  const isBlock = from === undefined || to === undefined;
  return (
    facts.replace.some((pattern) => covers(pattern, path) || (isBlock && holdsPattern(pattern, change))) ||
    (facts.replaceSelf ?? []).some((pattern) => isBlock && relation(pattern, blockOf(path)) === "at") ||
    Object.entries(facts.replaceIf ?? {}).some(
      ([pattern, condition]) => covers(pattern, path) && holds(condition, change, olds, news),
    )
  );
}

function covers(pattern: string, path: Change["path"]): boolean {
  const where = relation(pattern, path);
  return where === "at" || where === "below";
}

/** Whether a block that is added or removed holds something at a place that replaces. */
function holdsPattern(pattern: string, { path, from, to }: Change): boolean {
  const block = from ?? to ?? null;
  return relation(pattern, path) === "above" && places(stepsOf(pattern).slice(path.length), block).length > 0;
}

/** An element of a list counts as the list. */
function blockOf(path: Change["path"]): Change["path"] {
  return typeof path.at(-1) === "number" ? path.slice(0, -1) : path;
}

/**
 * A resource that Pulumi would name, but the program does, is deleted before it is replaced: two of one name
 * cannot be. Generated names are noted in `__defaults`.
 */
function deletesFirst({ deleteBeforeReplace = false, autoName = [] }: Facts, news: WireRecord): boolean {
  const generated = news["__defaults"];
  const named = autoName.some((property) => !(Array.isArray(generated) && generated.includes(property)));
  return deleteBeforeReplace || named;
}

function kindOf({ from, to }: Change, replaces: boolean): PropertyDiff["kind"] {
  const kind = from === undefined ? "add" : to === undefined ? "delete" : "update";
  return replaces ? `${kind}-replace` : kind;
}

function topLevel(found: readonly Change[]): string[] {
  return [...new Set(found.map(({ path }) => String(path[0])))];
}

function withoutNotes(record: WireRecord): WireRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !key.startsWith("__")));
}
