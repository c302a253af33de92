import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY, temporaryProject } from "../../support/project.ts";

const PROGRAM = "tests/support/fixtures/violations.mjs";

interface Finding {
  readonly rule: string;
}

/** `rule line` of each comment at the end of a line. */
function wanted(text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    const rules = /^ {2}new .*; \/\/ (.*)$/.exec(line)?.[1];
    return rules?.split(" ").map((rule) => `${rule} ${index + 1}`) ?? [];
  });
}

describe("strata check on a program with what checkers know best", () => {
  const project = temporaryProject({
    "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.mjs\n",
    "index.mjs": `export { program as default } from ${JSON.stringify(join(REPOSITORY, PROGRAM))};\n`,
    "Pulumi.prod.yaml": "config: {}\n",
    "Pulumi.dev.yaml": "config: {}\n",
  });

  after(() => project.remove());

  it("I27 finds each violation at its line, and ends with 1", async () => {
    const { code, out, error } = await project.run("check", "prod");
    expect(error).to.equal("");
    expect(code).to.equal(1);
    const found = [...out.matchAll(/^✗ \w+ +(\S+) .*\n.*violations\.mjs:(\d+)/gm)].map(
      ([, rule, line]) => `${rule} ${line}`,
    );
    const all = wanted(readFileSync(join(REPOSITORY, PROGRAM), "utf8"));
    expect(all.length).to.be.greaterThan(28);
    expect(all.filter((each) => !found.includes(each))).to.deep.equal([]);
  });

  it("I27 asks of production what it does not ask of other environments", async () => {
    const rulesOf = async (stack: string) => {
      const { out } = await project.run("check", stack, "--json");
      const { findings } = JSON.parse(out) as { findings: readonly Finding[] };
      return new Set(findings.map(({ rule }) => rule));
    };
    const [prod, dev] = [await rulesOf("prod"), await rulesOf("dev")];
    expect([...prod].filter((rule) => !dev.has(rule)).sort()).to.deep.equal([
      "kubernetes-namespace-pod-security",
      "resilience-alert-channels",
      "resilience-cache-tier",
      "resilience-database-availability",
      "resilience-protected-data",
      "resilience-served-replicas",
    ]);
  });
});
