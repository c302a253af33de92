import { expect } from "chai";
import { optOutsOf, wordsOf } from "#cli/words/words";
import type { Graph, Value } from "#graph/model";
import { isRecord, SECRET, UNKNOWN } from "#graph/model";
import { graphFromState } from "#graph/state";
import { stackGraph } from "../../support/stacks.ts";
import { componentWith } from "./support.ts";

describe("cli/words", () => {
  it("show a fact as it is where a part of it is unknown or secret", () => {
    const node = componentWith("strata:workload:WebService", {
      replicas: { min: 2, max: UNKNOWN },
      image: UNKNOWN,
      plan: SECRET,
    });
    expect(wordsOf(node)).to.deep.equal([
      ["replicas", "min 2 · max (known after apply)"],
      ["image", "(known after apply)"],
      ["plan", "[secret]"],
    ]);
  });

  it("show what another library publishes under the name of a topic, of whatever shape", () => {
    for (const [optOuts, words] of [
      ["none", [["optOuts", "none"]]],
      [{ protect: false }, [["optOuts", "protect false"]]],
      [[null, "protect", { argument: 3 }], [["optOuts", "null · protect · argument 3"]]],
      [
        [
          { argument: "constructor", value: 1 },
          { argument: "toString", value: 2 },
        ],
        [["opt-outs", "constructor 1 · toString 2"]],
      ],
    ] as const) {
      expect(wordsOf(componentWith("acme:index:Portal", { optOuts }))).to.deep.equal(words);
    }
  });

  it("shorten long lists and texts", () => {
    const long = Array.from({ length: 1000 }, (_, index) => `host-${index}.example`);
    const [[, text] = []] = wordsOf(componentWith("acme:index:Portal", { long }));
    expect(text).to.equal("host-0.example · host-1.example · host-2.example · and 997 more");
  });

  it("show what a row tells along too, when that is what is unknown", () => {
    const node = componentWith("strata:workload:WebService", {
      replicas: { min: 2, max: 10 },
      autoscaling: { targetCpuPercent: UNKNOWN },
    });
    expect(wordsOf(node)).to.deep.equal([
      ["replicas", "min 2 · max 10"],
      ["autoscaling", "targetCpuPercent (known after apply)"],
    ]);
  });

  it("show topics that only a program knows as they are, before what it opts out of", () => {
    const node = componentWith("strata:workload:Mail", {
      optOuts: [{ argument: "protect", value: false, default: true }],
      mailboxes: { count: 3, domain: "example.com" },
      flags: ["a", "b"],
      none: [],
      greylisting: true,
    });
    expect(wordsOf(node)).to.deep.equal([
      ["mailboxes", "count 3 · domain example.com"],
      ["flags", "a · b"],
      ["none", "none"],
      ["greylisting", "true"],
      ["opt-outs", "no deletion protection"],
    ]);
    expect(optOutsOf(node)).to.deep.equal(["no deletion protection"]);
  });

  it("read no meaning into another library's topics", () => {
    const node = componentWith("acme:web:Site", { image: "nginx:1", replicas: { count: 2 } });
    expect(wordsOf(node)).to.deep.equal([
      ["image", "nginx:1"],
      ["replicas", "count 2"],
    ]);
  });

  it("are none of what publishes no facts", () => {
    const node = componentWith("strata:edge:Zone", {});
    expect(wordsOf(node)).to.deep.equal([]);
    expect(wordsOf({ ...node, published: undefined })).to.deep.equal([]);
    expect(wordsOf({ ...node, published: { facts: "none" } })).to.deep.equal([]);
  });

  for (const stack of ["howlerops-dev", "nextjs-prod"]) {
    it(`are the same from the state that the engine keeps of ${stack}`, async () => {
      const graph = await stackGraph(stack);
      const kept = new Map(graphFromState(stateOf(graph)).nodes.map((node) => [node.urn, node]));
      const worded = graph.nodes.filter((node) => wordsOf(node).length > 0);
      expect(worded.length).to.be.greaterThan(20);
      for (const node of worded) {
        const same = kept.get(node.urn);
        expect(same && wordsOf(same), node.urn).to.deep.equal(wordsOf(node));
      }
    });
  }
});

/** A stack export with what the engine keeps of components: keys in the order of the alphabet. */
function stateOf({ nodes }: Graph): string {
  const resources = nodes.map(({ urn, type, custom, parent, published }) => ({
    urn,
    type,
    custom,
    ...(parent ? { parent } : {}),
    ...(published ? { outputs: sorted(published) } : {}),
  }));
  return JSON.stringify({ version: 3, deployment: { resources } });
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([key, member]) => [key, sorted(member)]),
      )
    : value;
}
