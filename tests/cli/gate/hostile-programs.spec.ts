import { expect } from "chai";
import type { CommandResult } from "../../support/project.ts";
import { ENDING } from "./ending-programs.ts";
import { type HostileProgram, PLANTED, projectWith } from "./programs.ts";
import { ODD, UNCAUGHT } from "./throwing-programs.ts";

/** Runs a check of a program, which must not be able to end this process. */
async function check(program: Partial<HostileProgram>): Promise<CommandResult> {
  const project = projectWith(program);
  // The test runner sets its own timer after the test's first turn.
  await turn();
  const open = timers();
  try {
    return await project.run("check", "dev");
  } finally {
    project.remove();
    // Timers that a program leaves would hide those of the next one; elsewhere it has a process of its own.
    while (timers() > open) {
      await turn();
    }
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

describe("the check of a program that", () => {
  it("I2 does nothing odd ends with its own code", async () => {
    const { code, out, error } = await check({});
    expect({ code, error }).to.deep.equal({ code: 1, error: "" });
    expect(out).to.contain("kubernetes-image-tag");
  });

  const examine = async (program: HostileProgram) => {
    const exitCode = process.exitCode;
    const { code, out, error } = await check(program);
    process.exitCode = exitCode;
    expect({ code, out }).to.deep.equal({ code: 2, out: "" });
    expect(error).to.match(program.says);
    expect(error, "a stack trace").not.to.match(/\n\s+at .*\n\s+at /);
    expect(error).not.to.contain(PLANTED).and.not.to.contain("strata failed unexpectedly");
  };
  for (const program of ENDING) {
    it(`I2 ends the process: ${program.title}`, () => examine(program));
  }
  for (const program of UNCAUGHT) {
    it(`I14 does not catch: ${program.title}`, () => examine(program));
  }
  for (const program of ODD) {
    it(`I14 throws or waits for: ${program.title}`, () => examine(program));
  }
});
