import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { canMeasureTrees, watchTree } from "#bench/engine/tree";

/** Fills memory and works a while. */
const WORK = "const held = Buffer.alloc(150 * 2 ** 20, 1); for (let i = 0; i < 3e8; i++) held[i % 99] ^= i";
/** Starts another process that does so, called as providers are, and waits for it. */
const PARENT = `require("node:child_process").execFileSync(process.execPath, ["-e", ${JSON.stringify(WORK)}, "/pulumi-" + "resource-x"])`;

describe("what a process and all that it starts use", () => {
  before(function () {
    if (!canMeasureTrees()) {
      this.skip();
    }
  });

  it("is the sum of both, and what providers take is told apart", async () => {
    const child = spawn(process.execPath, ["-e", PARENT], { stdio: "ignore" });
    const usage = await watchTree(child.pid ?? 0, once(child, "close"));
    expect(usage.processes).to.equal(2);
    // Two processes of Node, and the memory that one of them fills.
    expect(usage.memoryMiB).to.be.greaterThan(150 + 2 * 30);
    expect(usage.providerSeconds).to.be.greaterThan(0.05).and.lessThan(usage.processorSeconds);
    expect(usage.processorSeconds).to.be.lessThan(2 * usage.wallSeconds);
  });

  it("fails as the process fails", async () => {
    const failure = watchTree(process.pid, Promise.reject(new Error("it went wrong")));
    expect(await failure.catch((error: Error) => error.message)).to.equal("it went wrong");
  });
});
