import { Config, type Output } from "@pulumi/pulumi";
import { expect } from "chai";
import { type Graph, SECRET } from "#graph/model";
import { type RecordOptions, record } from "#graph/record/record";
import { nodeNamed } from "../../../support/record.ts";
import { Thing, ThingProvider } from "../../../support/things.ts";

const OPTIONS: RecordOptions = {
  project: "p",
  stack: "s",
  config: {
    "p:whole": "[secret]",
    "p:part": '{"user":"me","login":{"password":"[secret]","keys":["a","[secret]"]}}',
    "p:plain": '{"user":"me"}',
  },
  secretConfigKeys: ["p:whole", "p:part"],
  encryptedValue: "[secret]",
};

function outputsOf(
  program: (config: Config) => Record<string, unknown>,
): Promise<Graph["stacks"][0] | undefined> {
  return record(() => program(new Config()) as never, OPTIONS).then(({ stacks }) => stacks[0]);
}

async function failure(program: (config: Config) => unknown): Promise<string> {
  return record(() => ({ it: program(new Config()) }) as never, OPTIONS).then(
    () => "",
    ({ message }) => message,
  );
}

describe("encrypted configuration in a plan", () => {
  for (const kind of ["", "Number", "Boolean", "Object"] as const) {
    it(`I12 is an unknown secret: getSecret${kind}, requireSecret${kind}`, async () => {
      const applied: unknown[] = [];
      const stack = await outputsOf((config) => {
        const methods = config as unknown as Record<string, (key: string) => Output<unknown>>;
        return {
          got: methods[`getSecret${kind}`]?.call(config, "whole"),
          required: methods[`requireSecret${kind}`]
            ?.call(config, "whole")
            .apply((value) => applied.push(value)),
        };
      });
      expect(stack?.outputs).to.deep.equal({ got: SECRET, required: SECRET });
      expect(applied).to.deep.equal([]);
    });
  }

  it("I12 is not checked: its pattern, length and choices are the deployment's", async () => {
    const stack = await outputsOf((config) => ({
      pattern: config.requireSecret("whole", { pattern: /^[0-9]+$/ }),
      length: config.getSecret("whole", { minLength: 20 }),
      range: config.requireSecretNumber("whole", { min: 5 }),
    }));
    expect(stack?.outputs).to.deep.equal({ pattern: SECRET, length: SECRET, range: SECRET });
  });

  it("I12 has members: those that are encrypted are unknown, the others are read", async () => {
    const seen: unknown[] = [];
    type Part = { user: string; login: { password: string; keys: string[] } };
    const stack = await outputsOf((config) => {
      const part = config.requireSecretObject<Part>("part");
      part.user.apply((user) => seen.push(user));
      part.login.password.apply((password) => seen.push(password));
      part.login.keys[0]?.apply((key) => seen.push(key));
      return {
        user: part.user,
        password: part.login.password,
        json: part.login.password.apply(JSON.parse),
        whole: part,
      };
    });
    expect(seen).to.deep.equal(["me", "a"]);
    expect(stack?.outputs).to.deep.equal({ user: SECRET, password: SECRET, json: SECRET, whole: SECRET });
  });

  it("I12 plans where a program parses it", async () => {
    const stack = await outputsOf((config) => ({ parsed: config.requireSecret("whole").apply(JSON.parse) }));
    expect(stack?.outputs).to.deep.equal({ parsed: SECRET });
  });

  it("I12 is a secret of the graph where a program reads it in plain form, and the graph says where", async () => {
    const graph = await record(() => {
      const provider = new ThingProvider("things");
      const config = new Config();
      const part = config.requireObject<{ login: { password: string } }>("part");
      new Thing(
        "a",
        { label: `user:${part.login.password}`, spec: { list: [config.require("whole"), "x"] } },
        { provider },
      );
      return {
        user: config.requireObject<{ user: string }>("part").user,
        note: `with ${config.get("whole")}`,
      };
    }, OPTIONS);
    const { inputs, plainSecrets } = nodeNamed(graph, "a");
    expect(inputs).to.deep.equal({ label: SECRET, spec: { list: [SECRET, "x"] } });
    expect(plainSecrets).to.deep.equal([
      { at: ["label"], from: "configuration" },
      { at: ["spec", "list", 0], from: "configuration" },
    ]);
    expect(graph.stacks[0]?.outputs).to.deep.equal({ user: "me", note: SECRET });
  });

  it("I12 is refused in words where a program needs its plain value to go on", async () => {
    for (const [method, secretly] of [
      ["getNumber", "requireSecretNumber"],
      ["requireBoolean", "requireSecretBoolean"],
      ["requireObject", "requireSecretObject"],
    ] as const) {
      expect(await failure((config) => config[method]("whole"))).to.match(
        new RegExp(`^configuration "p:whole" is encrypted, .* read it with ${secretly}`),
      );
    }
  });

  it("leaves other configuration as it is", async () => {
    const stack = await outputsOf((config) => ({
      plain: config.requireObject("plain"),
      hidden: config.requireSecretObject("plain"),
      missing: config.getSecret("missing"),
    }));
    expect(stack?.outputs).to.deep.equal({ plain: { user: "me" }, hidden: SECRET });
    expect(await failure((config) => config.requireSecret("missing"))).to.include(
      "Missing required configuration",
    );
  });
});
