import { factsOf, knownFactsOf, type Topic } from "#graph/facts";
import type { OptOutFact } from "#graph/facts/operations";
import { isRecord, type Node } from "#graph/model";
import { DATA } from "./data.ts";
import { NAMES, RULES } from "./edge.ts";
import { NETWORK } from "./network.ts";
import { OPERATIONS } from "./operations.ts";
import { optOutPhrases } from "./opt-outs.ts";
import { PLATFORM } from "./platform.ts";
import type { Row, Words } from "./row.ts";
import { showFact } from "./value.ts";
import { WORKLOAD } from "./workload.ts";

/** In the order in which they are shown: names and places, who gets in, what runs, what is kept. */
const ROWS: readonly Row[] = [
  ...NAMES,
  ...PLATFORM,
  ...NETWORK,
  ...RULES,
  ...WORKLOAD,
  ...DATA,
  ...OPERATIONS,
];

const BY_TOPIC: ReadonlyMap<string, readonly Row[]> = Map.groupBy(ROWS, ({ topic }) => topic);
const OPT_OUTS: Topic = "optOuts";

/**
 * A component's published data as text: the rows of its facts, then topics without their own rendering, then its
 * opt-outs. The order of the facts is irrelevant, since a state does not keep it.
 */
export function wordsOf(node: Node): Words[] {
  const facts = factsOf(node);
  const known = knownFactsOf(node);
  const published = (topic: string) => Object.hasOwn(facts, topic);
  const rows = ROWS.filter((row) => published(row.topic) && isFor(row, node));
  const told = new Set<string>(rows.flatMap(({ including }) => including));
  const shown = rows.filter(({ topic }) => !told.has(topic));
  const readable = shown.filter(({ topic, including }) =>
    [topic, ...including].every((each) => !published(each) || Object.hasOwn(known, each)),
  );
  const worded = new Set<string>(readable.flatMap(({ topic, including }) => [topic, ...including]));
  const phrases = optOutsOf(node);
  return [
    ...readable.flatMap(({ wordsOf }) => wordsOf(known)),
    ...Object.entries(facts)
      .filter(([topic]) => !worded.has(topic) && !(topic === OPT_OUTS && phrases.length > 0))
      .map(([topic, value]): Words => [topic, showFact(value)]),
    ...(phrases.length > 0 ? [["opt-outs", phrases.join(" · ")] as const] : []),
  ];
}

/** A component's opt-outs from secure defaults, as text. */
export function optOutsOf(node: Node): string[] {
  const optOuts: unknown = knownFactsOf(node).optOuts;
  return areOptOuts(optOuts) ? optOutPhrases(node.type.split(":").at(-1) ?? "", optOuts) : [];
}

/** Another library's component may publish anything under this name. */
function areOptOuts(value: unknown): value is readonly OptOutFact[] {
  return (
    Array.isArray(value) &&
    value.every((each: unknown) => isRecord(each) && typeof each["argument"] === "string" && "value" in each)
  );
}

/**
 * Whether a row is for a component: those of its layer stand in for the topic's others. Of another library's
 * components the topics may mean anything.
 */
function isFor(row: Row, { type }: Node): boolean {
  const [project, layer] = type.split(":");
  if (project !== "strata") {
    return false;
  }
  const own = BY_TOPIC.get(row.topic)?.some((other) => other.layer !== undefined && other.layer === layer);
  return own ? row.layer === layer : row.layer === undefined;
}
