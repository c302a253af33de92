import { execFile } from "node:child_process";
import { type ScryptOptions, scrypt } from "node:crypto";
import { setTimeout as later } from "node:timers/promises";
import { promisify } from "node:util";
import { deferredOutput, type Output, output } from "@pulumi/pulumi";
import { expect } from "chai";
import { watchForDeadlock } from "#graph/record/process/deadlock";
import type { RecordingError } from "#graph/record/record";
import { nodeNamed } from "../../../support/record.ts";
import { failureOf, recordThings, Thing } from "../../../support/things.ts";

const NEVER = "waits for a promise or an output that never settles";

/** Programs that come to a standstill, by name. */
const programs = {
  "the program": async () => {
    await new Promise(() => {});
    return {};
  },
  "an input": (provider) => {
    new Thing("fine", { label: output("x") }, { provider });
    new Thing("waiting", { size: output(1), label: new Promise(() => {}) }, { provider });
    return {};
  },
  "a stack output": () => ({ late: new Promise(() => {}) }),
  "two resources": (provider) => {
    const [second, resolve] = deferredOutput<string>();
    const left = new Thing("left", { label: second }, { provider });
    const right = new Thing("right", { label: left.label }, { provider });
    resolve(right.label);
    return {};
  },
} satisfies Record<string, Parameters<typeof failureOf>[0]>;

describe("a recording that comes to a standstill", () => {
  let listeners: number;
  const errors = new Map<string, RecordingError>();

  // At once, in a process that the test runner keeps alive.
  before(async () => {
    listeners = process.listenerCount("beforeExit");
    await Promise.all(
      Object.entries(programs).map(async ([name, program]) => {
        errors.set(name, await failureOf(program));
      }),
    );
  });

  it("is an error that says what waits: the program itself", () => {
    expect(errors.get("the program")?.message).to.equal(`the program ${NEVER}`);
  });

  it("is an error that says what waits: an input of a resource", () => {
    expect(errors.get("an input")?.message).to.match(
      /^waiting \(thing:index:Thing\): input "label" waits for a promise or an output that never settles\n {2}at tests\/graph\/record\/program\/deadlock\.spec\.ts:\d+$/,
    );
  });

  it("is an error that says what waits: an output of the stack", () => {
    expect(errors.get("a stack output")?.message).to.equal(`stack outputs ${NEVER}`);
  });

  it("is an error that says what waits: all members of a cycle", () => {
    expect(
      errors.get("two resources")?.failures.map(({ resource, message }) => `${resource}: ${message}`),
    ).to.deep.equal([
      `left (thing:index:Thing): input "label" ${NEVER}`,
      `right (thing:index:Thing): input "label" ${NEVER}`,
    ]);
  });

  it("leaves no listener behind, and neither do those that end well", async () => {
    await Promise.all([recordThings(() => ({})), recordThings(() => ({}))]);
    expect(process.listenerCount("beforeExit")).to.equal(listeners);
  });

  it("is told from a program that waits for a timer longer than a standstill is long", async () => {
    const [slow, quick] = await Promise.all([
      recordThings(async () => ({ waited: await later(400, true) })),
      recordThings(async () => ({ waited: await later(1, true) })),
    ]);
    expect(slow.outputs).to.deep.equal({ waited: true });
    expect(quick.outputs).to.deep.equal({ waited: true });
  });

  it("I14 is told from a program that waits for what a thread computes", async () => {
    const derive = promisify<string, string, number, ScryptOptions, Buffer>(scrypt);
    const { outputs } = await recordThings(async () => {
      const key = await derive("password", "salt", 8, { N: 2 ** 17, r: 8, p: 2, maxmem: 2 ** 28 });
      return { length: key.length };
    });
    expect(outputs).to.deep.equal({ length: 8 });
  });

  it("is not reported beside the failure it follows from", async () => {
    const error = await failureOf((provider) => {
      const [label] = deferredOutput<string>();
      new Thing("thing", { label }, { provider });
      throw new Error("before it could resolve");
    });
    expect(error.failures.map(({ message }) => message)).to.deep.equal(["before it could resolve"]);
  });

  it("is none when only an output that nothing needs stays open", async () => {
    let open: Output<string> | undefined;
    const graph = await recordThings((provider) => {
      [open] = deferredOutput<string>();
      new Thing("thing", {}, { provider });
      return {};
    });
    expect(open).not.to.equal(undefined);
    expect(nodeNamed(graph, "thing").inputs).to.deep.equal({});
  });

  it("ends at once in a process of its own, which then ends by itself", async () => {
    const root = new URL("../../../..", import.meta.url);
    const program = `
      import { record } from "./graph/record/record.ts";
      const names = { project: "p", stack: "s" };
      import { ComponentResource } from "@pulumi/pulumi";
      const hang = () => {
        new ComponentResource("test:index:Group", "group", { late: new Promise(() => {}) });
        return {};
      };
      const results = await Promise.allSettled([record(hang, names), record(hang, names), record(() => ({ a: 1 }), names)]);
      console.log(JSON.stringify(results.map(({ reason, value }) => reason?.message.split("\\n")[0] ?? value.stacks[0].outputs)));
      console.log(process.listenerCount("beforeExit"));
    `;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", program],
      { cwd: root },
    );
    const pending = `group (test:index:Group): input "late" ${NEVER}`;
    expect(stdout.split("\n")).to.deep.equal([JSON.stringify([pending, pending, { a: 1 }]), "0", ""]);
    expect(stderr).to.equal("");
  });
});

describe("the watch for a standstill", () => {
  /** Whether a waiter is told of a standstill within a time in which a quiet process tells of one. */
  async function deadlocks(progress: () => number, meanwhile: () => unknown = () => {}): Promise<boolean> {
    let told = false;
    const end = await watchForDeadlock({
      progress,
      deadlocked: () => {
        told = true;
      },
    });
    meanwhile();
    await later(450, undefined, { ref: false });
    end();
    return told;
  }

  it("ends when nothing happens, and nothing is open that was not open before", async () => {
    const told = Promise.withResolvers<void>();
    const end = await watchForDeadlock({ progress: () => 0, deadlocked: told.resolve });
    await told.promise;
    end();
  });

  it("goes on as long as something happens", async () => {
    let events = 0;
    expect(await deadlocks(() => ++events)).to.equal(false);
  });

  it("is not deceived by a timer that takes the place of one from before", async () => {
    const before = setTimeout(() => {}, 60_000);
    let after: NodeJS.Timeout | undefined;
    const replace = () => {
      clearTimeout(before);
      setTimeout(() => {
        after = setTimeout(() => {}, 60_000);
      }, 120).unref();
    };
    expect(await deadlocks(() => 0, replace)).to.equal(false);
    clearTimeout(after);
  });
});
