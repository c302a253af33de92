import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "#tools/build/folders";
import { stackWorkspace } from "../../harness/stack.ts";
import type { Deployment } from "../../harness/state.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";

const STACK = "howlerops-prod";
const FILE = `stacks/Pulumi.${STACK}.yaml`;
const stackFile = (stack: string) => readFileSync(join(ROOT, `stacks/Pulumi.${stack}.yaml`), "utf8");
const own = stackFile(STACK);

/** Stack files that cannot be used, and the lines in which the CLI says why. */
const CASES = [
  {
    what: "a value out of range",
    text: own.replace("maxReplicas: 10", "maxReplicas: 25000"),
    says: [
      "strata:backend.scaling.maxReplicas  found 25000, expected a whole number from 1 to 1000 (pods at most)",
    ],
  },
  {
    what: "two mistakes, one of them an unknown key",
    text: own.replace("strata:regions:", "strata:region:").replace("open: 25", "open: 25x"),
    says: [
      "strata:region  unknown setting; did you mean regions?",
      'strata:database.pool.open  found "25x", expected a whole number',
    ],
  },
  {
    what: "settings that contradict each other",
    text: own.replace("minReplicas: 2", "minReplicas: 20"),
    says: ["strata:backend.scaling.minReplicas  minReplicas is above maxReplicas"],
  },
  {
    what: "an environment that does not exist",
    text: own.replace("strata:environment: prod", "strata:environment: prods"),
    says: ['strata:environment  found "prods", expected one of dev, staging, prod; did you mean prod?'],
  },
  {
    what: "the file of another system",
    text: stackFile("nextjs-prod"),
    says: [`strata:system  found "nextjs", but the stack is named ${STACK}; is this another stack's file?`],
  },
  {
    what: "the file of another environment",
    text: stackFile("howlerops-dev"),
    says: [`strata:environment  found "dev", but the stack is named ${STACK}; is this another stack's file?`],
  },
] as const;

describe("a stack file that cannot be used, on the real CLI", () => {
  let workspace: Workspace;
  let state: Deployment;
  const runs = new Map<string, Run>();

  before(async () => {
    workspace = await stackWorkspace(STACK);
    const file = join(workspace.root, "project", FILE);
    const [salt = ""] = /^encryptionsalt: .*$/m.exec(readFileSync(file, "utf8")) ?? [];
    for (const { what, text } of CASES) {
      writeFileSync(file, `${text}${salt}\n`);
      runs.set(what, await workspace.upAfterPreview());
    }
    state = workspace.state();
  });

  after(() => workspace?.dispose());

  for (const { what, says } of CASES) {
    it(`with ${what} is refused in words, without a stack trace`, () => {
      const { code, stdout = "", stderr } = runs.get(what) ?? {};
      expect(code, stdout + stderr).to.be.greaterThan(0);
      for (const line of says) {
        expect(stdout).to.contain(line);
      }
      expect(stdout).not.to.match(/unhandled exception|^\s+at .*:\d+/m);
    });
  }

  it("registers nothing", () => {
    expect(state.resources ?? []).to.deep.equal([]);
  });
});
