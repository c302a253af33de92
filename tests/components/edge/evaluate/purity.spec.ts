import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const EDGE = new URL("../../../../components/edge/", import.meta.url).pathname;

/** What a module and those it loads import at run time; types cost nothing and do not count. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (!seen.has(file)) {
    seen.add(file);
    const source = readFileSync(file, "utf8");
    for (const [, clause = "", from = ""] of source.matchAll(/^import ([\s\S]*?) from "(.+?)";$/gm)) {
      const onlyTypes = clause.startsWith("type ") || /^\{(\s*type \w+,?)+\s*\}$/.test(clause);
      if (from.startsWith(".") && !onlyTypes) {
        loadedBy(join(file, "..", from), seen);
      } else if (!onlyTypes) {
        seen.add(from);
      }
    }
  }
  return seen;
}

describe("the edge's evaluator", () => {
  it("loads no SDK, so that views of a plan may use it", () => {
    const loaded = [
      ...loadedBy(join(EDGE, "evaluate/evaluate.ts")),
      ...loadedBy(join(EDGE, "evaluate/plan.ts")),
    ];
    expect(loaded.length).to.be.greaterThan(10);
    const foreign = loaded.filter((each) => !each.startsWith(EDGE) && !each.startsWith("node:"));
    expect(foreign).to.deep.equal([]);
  });
});
