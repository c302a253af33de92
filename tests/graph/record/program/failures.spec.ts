import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { output } from "@pulumi/pulumi";
import { expect } from "chai";
import { argumentsOf } from "#components/core/arguments";
import { RecordingError } from "#graph/record/record";
import { recordWith } from "../../../support/record.ts";
import { failureOf, Group, Thing } from "../../../support/things.ts";
import { expectNoUnhandledRejections, linesOf } from "./support.ts";

const { file, at } = linesOf(import.meta.url);

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
  expectNoUnhandledRejections();

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
    expect(failure?.source).to.include({ file }).and.have.property("column").above(0);
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
      .to.match(/^Cache "cache-1": replicas is -1\b/)
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
});
