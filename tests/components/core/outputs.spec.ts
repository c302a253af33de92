import type { Output } from "@pulumi/pulumi";
import { expect } from "chai";
import { known, mapOutput } from "#components/core/outputs";
import { runPlainMocks } from "../../support/plain-mocks.ts";
import { recordThings, Thing, ThingProvider } from "../../support/things.ts";

/** What outputs of a thing become under mocks that state only its inputs. */
async function underMocks<T>(preview: boolean, make: (thing: Thing) => Output<T>) {
  const results: unknown[] = [];
  const program = async () => {
    const thing = new Thing("thing", { label: "x" }, { provider: new ThingProvider("things") });
    make(thing).apply((value) => results.push(value));
    return {};
  };
  const run = await runPlainMocks(program, { project: "tests", stack: "unit", preview });
  return { ...run, results };
}

/** Runs work while what would go to stderr is collected. */
async function logged<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly lines: string[] }> {
  const { error } = console;
  const lines: string[] = [];
  console.error = (line: string) => lines.push(line);
  try {
    return { result: await work(), lines };
  } finally {
    console.error = error;
  }
}

describe("components/core/outputs", () => {
  describe("mapOutput", () => {
    const count = ({ parts }: Thing) => mapOutput(parts, (given) => given.length);

    it("computes with what is given", async () => {
      const { results } = await underMocks(false, ({ label }) => mapOutput(label, (text) => `${text}!`));
      expect(results).to.deep.equal(["x!"]);
    });

    it("leaves undefined what a mock leaves out, and what depends on it is registered", async () => {
      const { results, rejected } = await underMocks(false, count);
      expect(results).to.deep.equal([undefined]);
      expect(rejected).to.deep.equal([]);
    });

    it("stays unknown in a preview and in a plan", async () => {
      expect((await underMocks(true, count)).results).to.deep.equal([]);
      const graph = await recordThings((provider) => ({ count: count(new Thing("a", {}, { provider })) }));
      expect(graph.outputs).to.deep.equal({ count: { $unknown: true } });
    });
  });

  describe("known", () => {
    it("hands on what is given", async () => {
      const { results } = await underMocks(false, (thing) => known(thing, "label"));
      expect(results).to.deep.equal(["x"]);
    });

    it("fails and logs with resource and output where a mock leaves it out", async () => {
      const { result, lines } = await logged(() => underMocks(false, (thing) => known(thing, "address")));
      const words =
        'Thing "thing": output "address" is undefined; a mock of thing:index:Thing has to state it';
      expect(result.rejected).to.deep.equal([words]);
      expect(lines.join("\n")).to.contain(words);
    });

    it("stays unknown in a preview", async () => {
      const { results, rejected } = await underMocks(true, (thing) => known(thing, "address"));
      expect(results).to.deep.equal([]);
      expect(rejected).to.deep.equal([]);
    });
  });
});
