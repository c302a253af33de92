import type { Fact, Facts, Topic } from "#graph/facts";
import type { Layer } from "#graph/layers";

/** A label and its text, shown beside a component in a plan. */
export type Words = readonly [label: string, text: string];

/** How a topic is rendered as text. */
export interface Row {
  readonly topic: Topic;
  /** Topics that it includes, which then have no separate row. */
  readonly including: readonly Topic[];
  /** Layer whose components it is for, there in place of the topic's other rows. Absent: for all. */
  readonly layer: Layer | undefined;
  /** Its rows; none if there is nothing to show. */
  readonly wordsOf: (facts: Facts) => readonly Words[];
}

/** Options of {@link row} and {@link rows}. */
export interface RowOptions {
  readonly including?: readonly Topic[];
  readonly layer?: Layer;
}

/** A row with a fixed label; an undefined text leaves it out. */
export function row<T extends Topic>(
  topic: T,
  label: string,
  text: (fact: Fact<T>, facts: Facts) => string | undefined,
  options?: RowOptions,
): Row {
  const words = (fact: Fact<T>, facts: Facts): Words[] => {
    const found = text(fact, facts);
    return found === undefined ? [] : [[label, found]];
  };
  return rows(topic, words, options);
}

/** Rows of which the fact decides the labels. */
export function rows<T extends Topic>(
  topic: T,
  words: (fact: Fact<T>, facts: Facts) => readonly Words[],
  { including = [], layer }: RowOptions = {},
): Row {
  const wordsOf = (facts: Facts): readonly Words[] => {
    const fact = facts[topic];
    return fact === undefined || fact === null ? [] : words(fact, facts);
  };
  return { topic, including, layer, wordsOf };
}
