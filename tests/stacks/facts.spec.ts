import { expect } from "chai";
import { factsOf, knownFactsOf } from "#graph/facts";
import type { Value } from "#graph/model";
import { stackGraph } from "../support/stacks.ts";
import { goldenStacks } from "./golden.ts";

/** Two words of lower-case letters in a row: what data has no need of. */
const PROSE = /(^|\s)[a-z]{2,}[,:]? [a-z]{2,}/;

/** Words that a program gave, and that are published as they are. */
const GIVEN: ReadonlySet<string> = new Set([
  // Why a namespace may do what others may not; stands in its annotations too.
  "podSecurity.reason",
  // What a system calls its own rules.
  "firewall.label",
  "rateLimits.label",
  "cache.label",
  "responseHeaders.label",
  // Who asked for a proof, by name.
  "ownershipProofs.askedBy",
]);

/** Paths and texts of the prose in a value; indexes of lists are no part of a path. */
function proseIn(value: Value, path: string): string[] {
  if (typeof value === "string") {
    return PROSE.test(value) && !GIVEN.has(path) ? [`${path}: ${value}`] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((member) => proseIn(member, path));
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, member]) => proseIn(member, path ? `${path}.${key}` : key))
    : [];
}

describe("published facts", () => {
  it("would be found out to be prose", () => {
    expect(proseIn({ summary: { alerts: "nobody hears of alerts" } }, "")).to.deep.equal([
      "summary.alerts: nobody hears of alerts",
    ]);
    expect(proseIn({ podSecurity: { level: "all is allowed", reason: "reads the host" } }, "")).to.deep.equal(
      ["podSecurity.level: all is allowed"],
    );
    expect(
      proseIn({ optOuts: [{ argument: "protect", words: "deletion, which is final" }] }, ""),
    ).to.have.length(1);
  });

  for (const stack of goldenStacks()) {
    it(`are data in ${stack}, known before anything is created`, async () => {
      const { nodes } = await stackGraph(stack);
      const components = nodes.filter(({ type }) => type.startsWith("strata:"));
      const prose = components.flatMap((node) =>
        proseIn(factsOf(node), "").map((found) => `${node.name} ${found}`),
      );
      expect(prose).to.deep.equal([]);
      for (const node of components) {
        expect(node.published, node.name).not.to.have.property("summary");
        expect(knownFactsOf(node), node.name).to.deep.equal(factsOf(node));
      }
      expect(components.filter((node) => Object.keys(factsOf(node)).length > 0).length).to.be.greaterThan(20);
    });
  }
});
