import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { COMMANDS } from "#cli/commands";
import { REPOSITORY } from "../../support/project.ts";

const WORKFLOW = ".github/workflows/deliver.yaml";

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: {
    readonly deliver: { readonly steps: readonly { name?: string; run?: string; uses?: string }[] };
  };
}

const text = readFileSync(join(REPOSITORY, WORKFLOW), "utf8");
const { permissions, jobs } = parse(text) as Workflow;
const { steps } = jobs.deliver;

describe(WORKFLOW, () => {
  it("K1 judges the release after the update, as its last step", () => {
    const runs = steps.map(({ run = "" }) => run);
    const updated = runs.findIndex((run) => run.includes("pulumi -- up"));
    expect(updated).to.be.greaterThan(0);
    expect(runs.at(-1)).to.match(/^npx strata rollout "\$STACK"/);
    expect(runs.slice(updated)).to.have.length.greaterThan(1);
  });

  it("calls commands that exist", () => {
    const called = [...text.matchAll(/npx strata (\S+)/g)].map(([, name]) => name);
    expect(COMMANDS.map(({ name }) => name)).to.include.members(called);
  });

  it("has no more rights than it needs, no key, and no input inside a script", () => {
    expect(permissions).to.deep.equal({ contents: "read", "id-token": "write" });
    for (const { run = "", uses } of steps) {
      expect(run).not.to.contain("${{");
      if (uses) {
        expect(uses).to.match(/@[0-9a-f]{40}$/);
      }
    }
  });
});
