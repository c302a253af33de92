import { Config, getOrganization, getStack, output, runtime, StackReference } from "@pulumi/pulumi";
import { expect } from "chai";
import { SECRET, UNKNOWN } from "#graph/model";
import { RecordingError } from "#graph/record/record";
import { recordStack } from "#testing/record-stack";
import { Group, Thing, ThingProvider } from "../support/things.ts";

/** A thing with a provider of its own. */
function createThing(inputs: Record<string, unknown>): Thing {
  return new Thing("thing", inputs, { provider: new ThingProvider("things") });
}

async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => new Error("nothing failed"),
    (error: Error) => error,
  );
}

describe("testing/recordStack", () => {
  it("records a program's resources, and its outputs", async () => {
    const stack = await recordStack(() => ({ label: createThing({ label: "x" }).label }));
    expect(stack.resource({ type: "Thing" }).input("label")).to.equal("x");
    expect(stack.outputs).to.deep.equal({ label: "x" });
  });

  it("records a component that is constructed and returned", async () => {
    const stack = await recordStack(() => new Group("group", { size: 1 }));
    expect(stack.component({ name: "group" }).inputs).to.deep.equal({ size: 1 });
    expect(stack.outputs).to.deep.equal({});
  });

  it("records a program's entry module by its URL", async () => {
    const entry = new URL("fixtures/entry.ts", import.meta.url);
    for (const size of [1, 2]) {
      const stack = await recordStack(entry, { config: { size } });
      expect(stack.component({ name: "group" }).inputs).to.deep.equal({ size });
      expect(stack.outputs).to.deep.equal({ size });
    }
  });

  it("names the project, the stack and the organization", async () => {
    const program = () => ({ stack: getStack(), organization: getOrganization() });
    const stack = await recordStack(program, { project: "shop", stack: "dev", organization: "acme" });
    expect(stack.outputs).to.deep.equal({ stack: "dev", organization: "acme" });
    expect(stack.resources()[0]?.urn).to.equal("urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev");
  });

  it("leaves unknown what only the cloud knows, and runs no apply on it", async () => {
    const stack = await recordStack(() => {
      const { address } = createThing({});
      return { address, upper: address.apply((text) => text.toUpperCase()) };
    });
    expect(stack.outputs).to.deep.equal({ address: UNKNOWN, upper: UNKNOWN });
  });

  it("hands on the program's errors", async () => {
    const error = await failureOf(recordStack(() => new Config().require("region")));
    expect(error).to.be.instanceOf(RecordingError);
    expect(error.message).to.contain("project:region");
  });

  describe("configuration", () => {
    it("is given as plain values, with objects and lists", async () => {
      const program = () => {
        const config = new Config();
        return {
          name: config.require("name"),
          replicas: config.requireNumber("replicas"),
          debug: config.requireBoolean("debug"),
          ports: config.requireObject<number[]>("ports"),
          limits: config.requireObject<{ cpu: string }>("limits"),
          project: new Config("gcp").require("project"),
          absent: config.get("absent") ?? null,
        };
      };
      const limits = { cpu: "1", nested: { list: [{ a: null }] } };
      const config = { name: "web", replicas: 3, debug: false, ports: [80, 443], limits, "gcp:project": "p" };
      const { outputs } = await recordStack(program, { project: "shop", config });
      const { "gcp:project": project, ...own } = config;
      expect(outputs).to.deep.equal({ ...own, project, absent: null });
    });

    it("keeps secrets secret, and nothing else", async () => {
      const program = () => {
        const config = new Config();
        const { password } = config.requireObject<{ password: string }>("database");
        return {
          secret: config.requireSecret("token"),
          part: config.requireSecretObject<{ password: string }>("database").apply((value) => value.password),
          length: password.length,
          plain: config.require("plain"),
        };
      };
      const { outputs } = await recordStack(program, {
        config: { plain: "x" },
        secretConfig: { token: "t0ken", database: { password: "hunter2" } },
      });
      expect(outputs).to.deep.equal({ secret: SECRET, part: SECRET, length: 7, plain: "x" });
    });

    it("refuses a key that is given twice", async () => {
      const error = await failureOf(
        recordStack(() => ({}), {
          project: "shop",
          config: { token: "a" },
          secretConfig: { "shop:token": "b" },
        }),
      );
      expect(error.message).to.equal("the configuration key shop:token is given twice");
    });
  });

  describe("what other stacks and providers answer", () => {
    it("is given for stack references: known, unknown and secret", async () => {
      const program = () => {
        const network = new StackReference("acme/network/prod");
        return {
          id: network.requireOutput("vpcId"),
          address: network.requireOutput("address"),
          key: network.requireOutput("key"),
          absent: network.getOutput("absent").apply((value) => value ?? "none"),
        };
      };
      const { outputs } = await recordStack(program, {
        stackOutputs: { "acme/network/prod": { vpcId: "vpc-1", address: UNKNOWN, key: SECRET } },
      });
      expect(outputs).to.deep.equal({ id: "vpc-1", address: UNKNOWN, key: SECRET, absent: "none" });
    });

    it("is given for functions, by value or by arguments", async () => {
      const program = () => ({
        zones: output(runtime.invokeOutput<{ names: string[] }>("aws:zones", {})).names,
        image: output(runtime.invokeOutput<{ id: string }>("aws:image", { name: "debian" })).id,
      });
      const { outputs } = await recordStack(program, {
        invokes: {
          "aws:zones": { names: ["a", "b"] },
          "aws:image": ({ name = "" }) => ({ id: `ami-${name}` }),
        },
      });
      expect(outputs).to.deep.equal({ zones: ["a", "b"], image: "ami-debian" });
    });
  });

  describe("default providers", () => {
    const bare = () => {
      new Thing("bare", {});
    };

    it("are allowed, as by the engine", async () => {
      const stack = await recordStack(bare);
      expect(stack.resource({ name: "bare" }).options.provider).to.equal(undefined);
    });

    it("are refused where the configuration disables them", async () => {
      const config = { "pulumi:disable-default-providers": ["*"] };
      expect((await failureOf(recordStack(bare, { config }))).message).to.contain(
        "bare (thing:index:Thing) has no provider",
      );
    });
  });
});
