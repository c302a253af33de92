import type { Fact, Facts, Topic } from "#graph/facts";
import type { Layer } from "#graph/layers";

/** A label and its text, as a plan shows them beside a component. */
export type Words = readonly [label: string, text: string];

/** How a topic is put into words. */
export interface Row {
  readonly topic: Topic;
  /** Topics that it tells along, which then have no row of their own. */
  readonly including: readonly Topic[];
  /** Layer whose components it is for, there in place of the topic's other rows. Absent: for all. */
  readonly layer: Layer | undefined;
  /** Its words; none where there is nothing to say. */
  readonly wordsOf: (facts: Facts) => readonly Words[];
}

/** What {@link row} and {@link rows} may be told besides. */
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
