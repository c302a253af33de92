import { readFileSync } from "node:fs";
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { log, output, recover } from "@pulumi/pulumi";
import { expect } from "chai";
import { argumentsOf } from "#components/core/arguments";
import { RecordingError } from "#graph/record/record";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { failureOf, Group, recordThings, Thing } from "../../../support/things.ts";

const FILE = "tests/graph/record/program/failures.spec.ts";
const LINES = readFileSync(new URL(import.meta.url), "utf8").split("\n");

/** The line of this file that ends with a mark. */
function at(mark: string): string {
  return `\n  at ${FILE}:${LINES.findIndex((line) => line.endsWith(`// ${mark}`)) + 1}`;
}

/** A component that checks its arguments before it registers, as every component does. */
class Cache extends Group {
  constructor(name: string, replicas: number, parent?: Group) {
    argumentsOf("Cache", name).whole("replicas", replicas, 0, 5, "0 loses the cache with its node");
    super(name, {}, parent ? { parent } : {});
  }
}

class Platform extends Group {
  constructor(name: string, construct: (platform: Group) => void) {
    super(name);
    construct(this);
  }
}

describe("a recording error", () => {
  // Node ends a process that leaves a rejection unhandled; mocha only passes the event on.
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => {
    unhandled.push(reason);
  };
  before(() => {
    process.on("unhandledRejection", note);
  });
  afterEach(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled.splice(0)).to.deep.equal([]);
  });
  after(() => {
    process.off("unhandledRejection", note);
  });

  it("is what the program throws, with its line", async () => {
    const cause = new TypeError("no such region"); // thrown
    const error = await failureOf(() => {
      throw cause;
    });
    expect(error).to.be.instanceOf(RecordingError);
    expect(error.name).to.equal("RecordingError");
    expect(error.cause).to.equal(cause);
    expect(error.message).to.equal(`no such region${at("thrown")}`);
    const [failure, ...others] = error.failures;
    expect(others).to.deep.equal([]);
    expect(failure).to.deep.include({ message: "no such region", resource: undefined, cause });
    expect(failure?.source).to.include({ file: FILE }).and.have.property("column").above(0);
  });

  it("is what the program throws after an await, and what is no error at all", async () => {
    const late = await failureOf(async () => {
      await Promise.resolve();
      throw new Error("late"); // late
    });
    expect(late.message).to.equal(`late${at("late")}`);
    const text = await failureOf(() => Promise.reject("only a text"));
    expect(text.message).to.equal("only a text");
    const other = await failureOf(() => Promise.reject({ code: 7 }));
    expect(other.message).to.equal("a value that is not an Error was thrown: { code: 7 }");
    const empty = await failureOf(() => Promise.reject(new RangeError()));
    expect(empty.message).to.match(/^RangeError\n/);
  });

  it("names the innermost component that was being constructed", async () => {
    const error = await failureOf(() => {
      new Platform("finished", () => {});
      new Platform("outer", (outer) => {
        new Group("sibling", {}, { parent: outer });
        new Group("inner", {}, { parent: outer }, () => {
          throw new Error("broken"); // inner
        });
      });
      return {};
    });
    expect(error.message).to.equal(`inner (test:index:Group): broken${at("inner")}`);
  });

  it("names no component that was finished before", async () => {
    const error = await failureOf(() => {
      new Platform("finished", () => {});
      throw new Error("afterwards"); // afterwards
    });
    expect(error.message).to.equal(`afterwards${at("afterwards")}`);
  });

  it("says of an argument where the caller gave it, not where it was checked", async () => {
    const top = await failureOf(() => {
      new Cache("sessions", -1); // sessions
      return {};
    });
    expect(top.message).to.equal(
      'Cache "sessions": replicas is -1; allowed are whole numbers from 0 to 5 (0 loses the cache with its node)' +
        at("sessions"),
    );
    const nested = await failureOf(() => {
      new Platform("platform", (platform) => {
        new Cache("pages", 9, platform); // pages
      });
      return {};
    });
    expect(nested.message).to.match(/^platform \(test:index:Group\): Cache "pages": replicas is 9;/);
    expect(nested.message).to.include(at("pages"));
  });

  it("does not take the former of two components from one line for the refused one", async () => {
    const error = await failureOf(async () => {
      await Promise.resolve();
      for (const replicas of [1, -1]) {
        new Cache(`cache${replicas}`, replicas); // loop
      }
      return {};
    });
    expect(error.message)
      .to.match(/^Cache "cache-1": replicas is -1/)
      .and.include(at("loop"));
  });

  it("of a check outside a constructor shows the line that called it", async () => {
    const error = await failureOf(() => {
      argumentsOf("serviceEndpoint", "api").whole("port", 0, 1, 65535); // checked
      return {};
    });
    expect(error.message).to.include('serviceEndpoint "api": port is 0').and.include(at("checked"));
  });

  it("of a generated SDK names its class", async () => {
    try {
      await recordWith(({ kubernetes }) => {
        new Deployment("web", {} as never, { provider: kubernetes }); // deployment
        return {};
      });
      expect.fail("recorded");
    } catch (error) {
      expect(error).to.have.property(
        "message",
        `Deployment: Missing required property 'spec'${at("deployment")}`,
      );
    }
  });

  it("is what an apply throws, once, with the resource and the input that needed it", async () => {
    const error = await failureOf((provider) => {
      const first = new Thing("first", { label: "x" }, { provider });
      const broken = first.label.apply((): string => {
        throw new Error("cannot apply"); // apply
      });
      const second = new Thing("second", { size: 1, label: broken }, { provider });
      new Thing("third", { label: second.label, spec: { of: broken } }, { provider });
      new Group("group", {}, {}, () => ({ broken }));
      return { broken };
    });
    expect(error.failures).to.have.length(1);
    expect(error.message).to.equal(`second (thing:index:Thing): input "label": cannot apply${at("apply")}`);
  });

  it("is what an apply throws that nothing reads", async () => {
    const error = await failureOf(() => {
      output(1).apply(() => {
        throw new Error("unread"); // unread
      });
      return {};
    });
    expect(error.message).to.equal(`unread${at("unread")}`);
  });

  it("is a rejected promise among the inputs, also behind one that is slow", async () => {
    const error = await failureOf((provider) => {
      const slow = new Promise((resolve) => setImmediate(resolve, "slow"));
      const refused = Promise.reject(new Error("refused")); // refused
      new Thing("thing", { label: slow, spec: { deep: [refused] } }, { provider });
      return {};
    });
    expect(error.message).to.equal(`thing (thing:index:Thing): input "spec": refused${at("refused")}`);
  });

  it("shows the resource's line when the error has none", async () => {
    const error = await failureOf((provider) => {
      const bare = Object.assign(new Error("no stack"), { stack: "" });
      new Thing("thing", { label: Promise.reject(bare) }, { provider }); // bare
      return {};
    });
    expect(error.message).to.equal(`thing (thing:index:Thing): input "label": no stack${at("bare")}`);
  });

  it("is an output of the stack or of a component that cannot be computed", async () => {
    const broken = () =>
      output(1).apply(() => {
        throw new Error("no output");
      });
    const stack = await failureOf(() => ({ broken: broken() }));
    expect(stack.message).to.match(/^stack outputs: no output\n/);
    const component = await failureOf(() => {
      new Group("group", {}, {}, () => ({ nested: { broken: broken() } }));
      return {};
    });
    expect(component.message).to.match(/^group \(test:index:Group\): outputs: no output\n/);
  });

  it("is a dependsOn that is no resource", async () => {
    const error = await failureOf((provider) => {
      new Thing("thing", {}, { provider, dependsOn: ["other"] as never }); // depends
      return {};
    });
    expect(error.message).to.equal(
      `thing (thing:index:Thing): dependencies: 'dependsOn' was passed a value that was not a Resource.${at("depends")}`,
    );
  });

  it("lists everything that went wrong, what stopped the program first", async () => {
    const error = await failureOf((provider) => {
      new Thing("one", { label: Promise.reject(new Error("first input")) }, { provider });
      new Thing("two", { label: Promise.reject(new Error("second input")) }, { provider });
      throw new Error("stopped");
    });
    expect(error.failures.map(({ message }) => message)).to.deep.equal([
      "stopped",
      'input "label": first input',
      'input "label": second input',
    ]);
  });

  it("is reported once when it also stops the program", async () => {
    const cause = new Error("everywhere");
    const error = await failureOf(async (provider) => {
      const refused: Promise<number> = Promise.reject(cause);
      new Thing("thing", { label: refused }, { provider });
      output(refused).apply(() => 1);
      await new Promise((resolve) => setImmediate(resolve));
      return { late: await refused };
    });
    expect(error.failures.map(({ message, resource }) => [resource, message])).to.deep.equal([
      [undefined, "everywhere"],
    ]);
  });

  it("is none for an error that the program handles", async () => {
    const graph = await recordThings((provider) => {
      const broken = output(1).apply((): string => {
        throw new Error("handled");
      });
      const label = recover(
        broken.apply((text) => text),
        (error) => `after: ${error.message}`,
      );
      new Thing("thing", { label }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "thing").inputs).to.deep.equal({ label: "after: handled" });
  });

  it("is an error that the program logs", async () => {
    const error = await failureOf((provider) => {
      const thing = new Thing("thing", {}, { provider }); // logged
      void log.error("quota exceeded", thing);
      void log.error("and more");
      return {};
    });
    expect(error.message).to.equal(`thing (thing:index:Thing): quota exceeded${at("logged")}\nand more`);
  });
});

describe("what a recorded program logs", () => {
  it("goes to whoever listens, without debugging messages", async () => {
    const logged: string[] = [];
    await recordThings(
      () => {
        void log.debug("hidden");
        void log.info("shown");
        void log.warn("careful");
        return {};
      },
      { log: (severity, message) => logged.push(`${severity}: ${message}`) },
    );
    expect(logged).to.deep.equal(["info: shown", "warning: careful"]);
  });
});
