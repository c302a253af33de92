import { getNetwork, getNetworkOutput } from "@pulumi/gcp/compute/getNetwork.js";
import { type Output, runtime, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Values } from "#graph/model";
import { nodeNamed } from "../../../support/record.ts";
import { failureOf, recordThings, Thing, type ThingProvider } from "../../../support/things.ts";

const LOOK_UP = "thing:index:lookUp";
const IAM_POLICY = "gcp:organizations/getIAMPolicy:getIAMPolicy";
const UNKNOWN = { $unknown: true } as const;
const SECRET = { $secret: true } as const;

function lookUp(provider: ThingProvider, inputs: object): Output<{ readonly [member: string]: unknown }> {
  return runtime.invokeOutput(LOOK_UP, { ...inputs }, { provider });
}

describe("a function of a provider whose answer is given", () => {
  it("answers a value, and is unknown and secret only where that is", async () => {
    const invokes = { [LOOK_UP]: { name: "default", id: UNKNOWN, key: SECRET } };
    const { outputs } = await recordThings(
      (provider) => {
        const found = lookUp(provider, {});
        return { name: found["name"], id: found["id"] };
      },
      { invokes: { [LOOK_UP]: { name: "default", id: UNKNOWN } } },
    );
    expect(outputs).to.deep.equal({ name: "default", id: UNKNOWN });
    const hidden = await recordThings((provider) => ({ all: lookUp(provider, {}) }), { invokes });
    expect(hidden.outputs).to.deep.equal({ all: SECRET });
  });

  it("answers a function of its arguments, once all are known", async () => {
    const calls: Values[] = [];
    const graph = await recordThings(
      (provider) => {
        const first = new Thing("first", { label: "x" }, { provider });
        new Thing("known", { label: lookUp(provider, { name: first.label })["name"] }, { provider });
        new Thing("unknown", { label: lookUp(provider, { name: first.id })["name"] }, { provider });
        new Thing("secret", { label: lookUp(provider, { name: secret("s") })["name"] }, { provider });
        new Thing("none", { label: lookUp(provider, { name: "none" })["name"] }, { provider });
        return {};
      },
      {
        invokes: {
          [LOOK_UP]: async (inputs) => {
            calls.push(inputs);
            return inputs["name"] === "none" ? undefined : { name: `found ${inputs["name"]}` };
          },
        },
      },
    );
    expect(calls).to.have.deep.members([{ name: "x" }, { name: SECRET }, { name: "none" }]);
    expect(nodeNamed(graph, "known")).to.deep.include({
      inputs: { label: "found x" },
      dependencies: [nodeNamed(graph, "first").urn],
    });
    expect(nodeNamed(graph, "unknown").inputs).to.deep.equal({ label: UNKNOWN });
    expect(nodeNamed(graph, "secret").inputs).to.deep.equal({ label: SECRET });
    expect(nodeNamed(graph, "none").inputs).to.deep.equal({ label: UNKNOWN });
  });

  it("may be called for a plain value that is known in full", async () => {
    const token = "gcp:compute/getNetwork:getNetwork";
    const call = async (provider: ThingProvider) => {
      const found = await runtime.invoke(LOOK_UP, {}, { provider });
      return { name: found["name"] };
    };
    const { outputs } = await recordThings(call, { invokes: { [LOOK_UP]: { name: "plain" } } });
    expect(outputs).to.deep.equal({ name: "plain" });
    const partial = await failureOf(call, { invokes: { [LOOK_UP]: { name: "plain", id: UNKNOWN } } });
    expect(partial.message).to.include(
      `${LOOK_UP} is asked for a plain value, and its given answer holds an unknown or a secret`,
    );
    const invokes = { [token]: { name: "default" } };
    const missing = await failureOf(async () => ({ found: await getNetwork({ name: "default" }) }), {
      invokes,
    });
    expect(missing.message).to.include(`${token} has no provider`);
    const output = await failureOf(() => ({ found: getNetworkOutput({ name: "default" }) }), { invokes });
    expect(output.message).to.include(`${token} has no provider`);
  });

  it("may be a method of a resource", async () => {
    const token = "thing:index:Thing/describe";
    const graph = await recordThings(
      (provider) => {
        const thing = new Thing("thing", {}, { provider });
        const { text } = runtime.call(token, { __self__: thing }, thing) as never as { text: Output<string> };
        new Thing("user", { label: text }, { provider });
        return {};
      },
      { invokes: { [token]: () => ({ text: "described" }) } },
    );
    // The resource itself is an argument, whose id is unknown.
    expect(nodeNamed(graph, "user").inputs).to.deep.equal({ label: "described" });
  });
});

describe("a function that only computes", () => {
  const KIM = { role: "roles/viewer", members: ["user:kim@example.com"] };
  const DOCUMENT = JSON.stringify({ bindings: [KIM] });

  it("answers by itself once its arguments are known", async () => {
    const graph = await recordThings((provider) => {
      const unknown = new Thing("first", {}, { provider }).id;
      const of = (members: readonly unknown[]): Output<{ readonly [member: string]: unknown }> =>
        runtime.invokeOutput(IAM_POLICY, { bindings: [{ ...KIM, members }] }, { provider });
      new Thing("known", { label: policyData(of(KIM.members)) }, { provider });
      new Thing("unknown", { label: policyData(of([unknown])) }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "known").inputs).to.deep.equal({ label: DOCUMENT });
    expect(nodeNamed(graph, "unknown").inputs).to.deep.equal({ label: UNKNOWN });
  });

  it("may be called for a plain value, and answers what is given instead", async () => {
    const call = async (provider: ThingProvider) => ({
      answer: await runtime.invoke(IAM_POLICY, { bindings: [KIM] }, { provider }),
    });
    const own = await recordThings(call);
    expect(own.outputs["answer"]).to.deep.include({ policyData: DOCUMENT });
    const given = await recordThings(call, { invokes: { [IAM_POLICY]: { policyData: "{}" } } });
    expect(given.outputs["answer"]).to.deep.equal({ policyData: "{}" });
  });
});

function policyData(policy: Output<{ readonly [member: string]: unknown }>): Output<unknown> {
  return policy["policyData"] as Output<unknown>;
}

describe("a resource that is read, and whose properties are given", () => {
  const read = (provider: ThingProvider) => {
    const found = Thing.get("found", "t-1", { label: "hint" }, { provider });
    return { id: found.id, label: found.label, size: found.size, spec: found.spec, status: found.status };
  };

  it("has them beside what the program states, and the rest is unknown", async () => {
    const asked: Values[] = [];
    const graph = await recordThings(read, {
      reads: {
        "thing:index:Thing": (inputs) => {
          asked.push(inputs);
          return { size: 3, spec: { a: 1, b: SECRET } };
        },
      },
    });
    expect(asked).to.deep.equal([{ label: "hint", id: "t-1" }]);
    expect(graph.outputs).to.deep.equal({ id: "t-1", label: "hint", size: 3, spec: SECRET, status: UNKNOWN });
    expect(nodeNamed(graph, "found")).to.deep.include({ read: { id: "t-1" }, inputs: { label: "hint" } });
  });

  it("is unknown where its id is", async () => {
    const { outputs } = await recordThings(
      (provider) => {
        const { id } = new Thing("first", {}, { provider });
        return { size: Thing.get("found", id, {}, { provider }).size };
      },
      { reads: { "thing:index:Thing": () => ({ size: 3 }) } },
    );
    expect(outputs).to.deep.equal({ size: UNKNOWN });
  });

  it("fails where what is given is no object", async () => {
    const error = await failureOf(read, { reads: { "thing:index:Thing": "t-1" } });
    expect(error.message).to.include(
      'found (thing:index:Thing): properties: reads["thing:index:Thing"] is "t-1"; expected an object of properties',
    );
  });
});
