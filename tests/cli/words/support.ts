import { expect } from "chai";
import type { Words } from "#cli/words/row";
import { wordsOf } from "#cli/words/words";
import type { FactInputs } from "#graph/facts";
import type { Node, Value } from "#graph/model";

/** A component that publishes these facts, and the rows that a plan shows of it. */
export type Case = readonly [type: string, facts: FactInputs, words: readonly Words[]];

/** A component that publishes these facts. @param type its token, such as `strata:edge:Zone` */
export function componentWith(type: string, facts: Value | FactInputs): Node {
  return {
    urn: `urn:pulumi:test::strata::${type}::it`,
    type,
    name: "it",
    custom: false,
    parent: undefined,
    provider: undefined,
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    inputs: {},
    settings: {},
    published: JSON.parse(JSON.stringify({ facts })),
    read: undefined,
    source: undefined,
  };
}

/** One test for each case. */
export function testWords(cases: readonly Case[]): void {
  for (const [type, facts, words] of cases) {
    it(`${type.split(":").at(-1)}: ${words.map((row) => row.join(" ")).join("; ")}`, () => {
      expect(wordsOf(componentWith(type, facts))).to.deep.equal(words);
    });
  }
}
