import { Config, type Output, StackReference } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Values } from "#graph/model";
import { nodeNamed } from "../../../support/record.ts";
import { failureOf, recordThings, Thing } from "../../../support/things.ts";

const UNKNOWN = { $unknown: true } as const;
const SECRET = { $secret: true } as const;

const NETWORK: Values = {
  region: "us-central1",
  address: UNKNOWN,
  password: SECRET,
  login: { user: "app", password: SECRET },
  subnet: { name: "nodes", id: UNKNOWN },
  zones: ["a", "b"],
};

const FULL = "organization/tests/network-prod";
const given = { stackOutputs: { [FULL]: NETWORK } };

describe("a reference to a stack whose outputs are given", () => {
  it("answers what is known, unknown and secret, each for itself", async () => {
    const { outputs } = await recordThings(() => {
      const network = new StackReference(FULL);
      const subnet = network.getOutput("subnet") as Output<{ name: string; id: string }>;
      return {
        region: network.getOutput("region"),
        required: network.requireOutput("region").apply((region) => `${region}-a`),
        address: network.requireOutput("address"),
        password: network.requireOutput("password"),
        login: network.getOutput("login"),
        subnet: { name: subnet.name, id: subnet.id },
        zones: network.getOutput("zones"),
      };
    }, given);
    expect(outputs).to.deep.equal({
      region: "us-central1",
      required: "us-central1-a",
      address: UNKNOWN,
      password: SECRET,
      // The engine makes a secret of an output that holds one.
      login: SECRET,
      subnet: { name: "nodes", id: UNKNOWN },
      zones: ["a", "b"],
    });
  });

  it("answers nothing for an output that is missing, and fails where it is required", async () => {
    const { outputs } = await recordThings(() => {
      const network = new StackReference(FULL);
      return { missing: network.getOutput("regoin").apply((found) => found === undefined) };
    }, given);
    expect(outputs).to.deep.equal({ missing: true });
    const error = await failureOf((provider) => {
      const network = new StackReference("network", { name: FULL });
      new Thing("user", { label: network.requireOutput("regoin") }, { provider });
      return {};
    }, given);
    expect(error.message).to.include(
      `user (thing:index:Thing): input "label": Required output 'regoin' does not exist on stack '${FULL}'.`,
    );
  });

  it("answers plain values at once, and refuses those of secrets", async () => {
    const { outputs } = await recordThings(async () => {
      const network = new StackReference(FULL);
      const values = [await network.requireOutputValue("region"), await network.getOutputValue("none")];
      return {
        region: values[0],
        none: values[1] === undefined,
        unknown: (await network.getOutputValue("address")) === undefined,
        details: await network.getOutputDetails("zones"),
      };
    }, given);
    expect(outputs).to.deep.equal({
      region: "us-central1",
      none: true,
      unknown: true,
      details: { value: ["a", "b"] },
    });
    const error = await failureOf(async () => {
      await new StackReference(FULL).getOutputValue("password");
      return {};
    }, given);
    expect(error.message).to.include(
      "Cannot call 'getOutputValue' if the referenced stack output is a secret",
    );
  });

  it("has all outputs as one object, known when each of them is", async () => {
    const { outputs } = await recordThings(
      () => ({ all: new StackReference("edge").outputs.apply((all) => Object.keys(all)) }),
      { stackOutputs: { edge: { a: 1, b: [2] } } },
    );
    expect(outputs).to.deep.equal({ all: ["a", "b"] });
    const mixed = await recordThings(
      () => {
        const all = new StackReference(FULL).outputs;
        return { region: all["region"], address: all["address"] };
      },
      { stackOutputs: { [FULL]: { region: "r", address: UNKNOWN } } },
    );
    expect(mixed.outputs).to.deep.equal({ region: "r", address: UNKNOWN });
  });

  it("is a dependency of what uses it", async () => {
    const graph = await recordThings((provider) => {
      const network = new StackReference(FULL);
      new Thing("user", { label: network.requireOutput("region") }, { provider });
      return {};
    }, given);
    expect(nodeNamed(graph, "user")).to.deep.include({
      inputs: { label: "us-central1" },
      dependencies: [nodeNamed(graph, FULL).urn],
    });
    expect(nodeNamed(graph, FULL)).to.deep.include({ read: { id: FULL }, inputs: { name: FULL } });
  });

  it("is found by its short name, from either side, and by the organization's", async () => {
    const program = () => ({
      short: new StackReference("network-prod").getOutput("region"),
      full: new StackReference("acme/tests/network-prod").getOutput("region"),
      late: new StackReference("late", { name: new Config("app").require("other") }).getOutput("region"),
      foreign: new StackReference("other/tests/network-prod").getOutput("region"),
    });
    const { outputs } = await recordThings(program, {
      organization: "acme",
      config: { "app:other": "acme/network-prod" },
      stackOutputs: { "network-prod": { region: "r" } },
    });
    expect(outputs).to.deep.equal({ short: "r", full: "r", late: "r", foreign: UNKNOWN });
  });
});

describe("a reference to a stack whose outputs are asked for", () => {
  it("is answered under its full name, even late, unless they are given", async () => {
    const asked: string[] = [];
    const { outputs } = await recordThings(
      () => ({
        given: new StackReference("given").getOutput("name"),
        asked: new StackReference("asked").getOutput("name"),
        foreign: new StackReference("org/project/foreign").getOutput("name"),
      }),
      {
        stackOutputs: { given: { name: "given" } },
        onStackReference: async (name) => {
          asked.push(name);
          await new Promise((resolve) => setImmediate(resolve));
          return name.startsWith("organization/") ? { name } : undefined;
        },
      },
    );
    expect(asked).to.deep.equal(["organization/tests/asked", "org/project/foreign"]);
    expect(outputs).to.deep.equal({ given: "given", asked: "organization/tests/asked", foreign: UNKNOWN });
  });

  it("may record the other stack meanwhile", async () => {
    const { outputs } = await recordThings(
      () => ({ label: new StackReference("other").requireOutput("label") }),
      {
        onStackReference: async () => {
          const other = await recordThings(
            (provider) => ({ label: new Thing("thing", { label: "x" }, { provider }).label }),
            { stack: "other" },
          );
          return other.outputs;
        },
      },
    );
    expect(outputs).to.deep.equal({ label: "x" });
  });

  it("fails with its answer, once", async () => {
    const error = await failureOf(
      (provider) => {
        new Thing("user", { label: new StackReference("other").getOutput("label") }, { provider });
        return {};
      },
      { onStackReference: () => Promise.reject(new Error("no such stack file")) },
    );
    expect(error.failures).to.have.length(1);
    expect(error.message).to.include("no such stack file");
  });
});
