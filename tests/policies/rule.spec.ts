import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { PolicyContext, PolicyResource } from "#policies/context";
import { type Evaluation, evaluateAlone, type RuleMetadata, resourceRule, stackRule } from "#policies/rule";
import { graphOf, resource } from "./support/nodes.ts";

const WORDS: RuleMetadata = {
  id: "test-rule",
  title: "Things hold",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: ["test:index:Thing"],
  fix: "mend it",
  why: "It breaks.",
};

const things = (value: readonly (number | typeof UNKNOWN)[]) =>
  new PolicyResource(resource("test:index:Thing", { sizes: value }));

function words({ violations, unknown }: Evaluation) {
  return { says: violations.map(({ message }) => message), unknown: unknown.map(({ path }) => path) };
}

describe("resourceRule", () => {
  it("is a mandatory rule of medium severity, and of no other catalogue, unless it says otherwise", () => {
    const { severity, enforcement, frameworks, ...words } = WORDS;
    const plain = resourceRule({ ...words, check: () => [] });
    expect(plain).to.deep.include({ severity: "medium", enforcement: "mandatory", frameworks: {} });
    expect(resourceRule({ ...WORDS, check: () => [] })).to.deep.include({
      severity,
      enforcement,
      frameworks,
    });
  });

  it("checks each part by itself, so that an unknown one hides no other", () => {
    const rule = resourceRule({
      ...WORDS,
      each: (thing) => thing.at("sizes").items(),
      *check(size) {
        if ((size.number() ?? 0) > 2) {
          yield size.violation("too big");
        }
      },
    });
    expect(words(evaluateAlone(rule, things([3, UNKNOWN, 1, 4])))).to.deep.equal({
      says: ["too big", "too big"],
      unknown: ["sizes[1]"],
    });
  });

  it("keeps what it found before it met an unknown property", () => {
    const rule = resourceRule({
      ...WORDS,
      *check(thing) {
        for (const size of thing.at("sizes").items()) {
          if (size.is(3)) {
            yield size.violation("is three");
          }
        }
      },
    });
    expect(words(evaluateAlone(rule, things([3, UNKNOWN, 3])))).to.deep.equal({
      says: ["is three"],
      unknown: ["sizes[1]"],
    });
  });

  it("is unknown as a whole when its parts are", () => {
    const rule = resourceRule({ ...WORDS, each: (thing) => thing.at("sizes.all").items(), check: () => [] });
    const found = new PolicyResource(resource("test:index:Thing", { sizes: UNKNOWN }));
    expect(words(evaluateAlone(rule, found))).to.deep.equal({ says: [], unknown: ["sizes.all"] });
  });

  it("does not swallow a defect of a rule", () => {
    const rule = resourceRule({
      ...WORDS,
      check() {
        throw new TypeError("defect");
      },
    });
    expect(() => evaluateAlone(rule, things([]))).to.throw(TypeError, "defect");
  });
});

describe("stackRule", () => {
  it("sees the other resources", () => {
    const rule = stackRule({
      ...WORDS,
      *check(thing, stack) {
        yield thing.at("sizes").violation(`one of ${stack.ofType("test:index:Thing").length}`);
      },
    });
    const node = resource("test:index:Thing", { sizes: [] });
    const stack = new PolicyContext(graphOf([node, { ...node, urn: "urn:2" }]));
    expect(
      stack.resources.slice(1).map((resource) => words(rule.evaluate(resource, stack)).says),
    ).to.deep.equal([["one of 2"], ["one of 2"]]);
  });
});

describe("Stack", () => {
  it("builds an index once, however many ask for it", () => {
    let built = 0;
    const build = ({ resources }: PolicyContext) => {
      built += 1;
      return resources.length;
    };
    const stack = new PolicyContext(graphOf([]));
    expect([stack.index(build), stack.index(build), built]).to.deep.equal([1, 1, 1]);
  });
});

describe("PolicyResource", () => {
  it("knows nothing of what is only read", () => {
    const thing = new PolicyResource(resource("test:index:Thing", {}, { read: { id: "a" } }));
    expect([thing.id, thing.at("sizes").isReadable()]).to.deep.equal(["a", false]);
  });

  it("is in the layer of any component above it", () => {
    const thing = new PolicyResource(
      resource("test:index:Thing", {}, { within: ["strata:ingress:Nginx", "strata:workload:Web"] }),
    );
    expect(["ingress", "workload", "edge"].map((layer) => thing.inLayer(layer))).to.deep.equal([
      true,
      true,
      false,
    ]);
  });
});
