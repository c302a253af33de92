import type { ProviderResource } from "@pulumi/pulumi";
import { expect } from "chai";
import { recordWith } from "./record.ts";

/** One way to get something wrong: what it is, what is given then, and words of the error. */
export type Mistake<T> = readonly [what: string, given: T, words: string];

/** The words that a recording fails with; "accepted" where it does not fail. */
export function failureOf(recording: Promise<unknown>): Promise<string> {
  return recording.then(
    () => "accepted",
    (error: Error) => error.message,
  );
}

/** A test for each mistake: what is recorded with it fails with these words. */
export function refusesEach<T>(
  mistakes: readonly Mistake<T>[],
  recorded: (given: T) => Promise<unknown>,
): void {
  for (const [what, given, words] of mistakes) {
    it(`refuses ${what}`, async () => {
      expect(await failureOf(recorded(given))).to.include(words);
    });
  }
}

/**
 * A test for each mistake: the constructor fails with these words, and nothing is registered.
 *
 * @param component its class and its name, with which the names of its children start
 */
export function refusesBeforeRegistering<T>(
  [kind, owner]: readonly [kind: string, name: string],
  mistakes: readonly Mistake<T>[],
  construct: (given: T, gcp: ProviderResource) => unknown,
): void {
  for (const [what, given, words] of mistakes) {
    it(`refuses ${what}, before anything is registered`, async () => {
      let failure = "accepted";
      const graph = await recordWith(({ gcp }) => {
        failure = errorOf(() => construct(given, gcp));
        return {};
      });
      expect(failure).to.include(`${kind} "${owner}": `).and.to.include(words);
      expect(graph.nodes.filter(({ name }) => name.startsWith(owner))).to.deep.equal([]);
    });
  }
}

/** The words that something fails with; "accepted" where it does not fail. */
export function errorOf(construct: () => unknown): string {
  try {
    construct();
    return "accepted";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
