import { expect } from "chai";
import { type ProgramProject, programProject } from "./support.ts";

/** Publishes its whole configuration. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config();
export const size = config.requireNumber("size");
export const zones = config.getObject("zones");
export const region = new pulumi.Config("aws").get("region");
export const stack = pulumi.getStack();
export const folder = process.cwd();
`;

const DECLARED = `name: shop
runtime: nodejs
main: app
config:
  size: 3
  zones:
    type: array
    items: { type: string }
    default: [a, b]
  aws:region: us-east-1
`;

describe("configuration of a Pulumi project", () => {
  let project: ProgramProject;

  afterEach(() => project.remove());

  const make = (files: Readonly<Record<string, string>>) => {
    project = programProject({ "Pulumi.yaml": DECLARED, "app/index.ts": PROGRAM, ...files });
    return project;
  };

  const DEFAULTS = { size: 3, zones: ["a", "b"], region: "us-east-1" };

  it("I22 takes the defaults of Pulumi.yaml where there is no stack file", async () => {
    const { outputs } = await make({}).plan();
    expect(outputs).to.deep.include({ ...DEFAULTS, stack: "dev" });
    expect((await project.plan("live")).outputs).to.deep.include({ ...DEFAULTS, stack: "live" });
  });

  it("I22 takes them where the stack file says nothing, or only how secrets are encrypted", async () => {
    for (const text of ["", "encryptionsalt: v1:AAAA=:v1:BBBB\n", "config:\n", "config: {}\n"]) {
      const { outputs } = await make({ "Pulumi.prod.yaml": text }).plan();
      expect(outputs, text).to.deep.include({ ...DEFAULTS, stack: "prod" });
      project.remove();
    }
  });

  it("I22 prefers the stack file, whose keys may lack the namespace or have its older form", async () => {
    const { outputs } = await make({
      "Pulumi.prod.yaml": "config:\n  size: 5\n  shop:config:zones: [c]\n  aws:region: eu-west-1\n",
    }).plan();
    expect(outputs).to.deep.include({ size: 5, zones: ["c"], region: "eu-west-1" });
  });

  it("I22 prefers values of the command line, and another file if one is named", async () => {
    make({ "Pulumi.prod.yaml": "config:\n  size: 5\n", "other.yaml": "config:\n  size: 7\n" });
    const sizeBy = async (...args: string[]) => (await project.plan(...args)).outputs;
    expect(await sizeBy("--config", "size=6", "-c", "aws:region=x=y")).to.deep.include({
      size: 6,
      region: "x=y",
    });
    expect(await sizeBy("--config-file", "other.yaml")).to.deep.include({ size: 7 });
    expect(await sizeBy("new", "-c", "size=8")).to.deep.include({ size: 8, stack: "new" });
    expect(await project.failure("--config", "size")).to.contain("expected key=value");
    expect(await project.failure("--config", "zones=5")).to.equal(
      '--config  shop:zones  found "5", expected array\n',
    );
    expect(await project.failure("--config-file", "none.yaml")).to.equal(
      "--config-file  none.yaml does not exist\n",
    );
  });

  it("I22 refuses what Pulumi refuses: a missing key, a wrong type, plain text for a secret", async () => {
    make({
      "Pulumi.yaml": `${DECLARED}  token: { type: string, secret: true }\n  replicas: { type: integer }\n`,
      "Pulumi.prod.yaml": "config:\n  shop:zones: abc\n  shop:token: plain\n",
    });
    expect(await project.failure()).to.equal(
      [
        'Pulumi.prod.yaml:2  shop:zones  found "abc", expected array',
        "Pulumi.prod.yaml:3  shop:token  found plain text, expected a secret: Pulumi.yaml declares it with secret: true",
        "Pulumi.prod.yaml:1  shop:replicas  missing; Pulumi.yaml declares it without a default\n",
      ].join("\n"),
    );
  });

  it("I22 finds the program and its working directory as Pulumi does", async () => {
    const module = { "app/index.ts": "", "app/src/index.ts": PROGRAM };
    const cases: readonly (readonly [main: string, manifest: string, folder: string])[] = [
      ["app/src", "", "/app/src"],
      ["app/src/index.ts", "", "/app/src"],
      ["app/src/index", "", "/app/src"],
      ["app", '{"main":"src/index.ts"}', "/app"],
      ["app", '{"exports":{".":{"import":"./src/index.ts"}}}', "/app"],
    ];
    for (const [main, manifest, folder] of cases) {
      make({
        ...module,
        "Pulumi.yaml": DECLARED.replace("main: app", `main: ${main}`),
        ...(manifest ? { "app/package.json": manifest } : {}),
      });
      const { outputs } = await project.plan();
      expect((outputs as { folder: string }).folder.slice(-folder.length), main).to.equal(folder);
      project.remove();
    }
  });

  it("I22 says which programs it cannot run", async () => {
    make({ "Pulumi.yaml": "name: shop\nruntime: python\n" });
    expect(await project.failure()).to.equal(
      'Pulumi.yaml  runtime is "python"; strata plans nodejs programs\n',
    );
    project.remove();
    make({ "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: none\n" });
    expect(await project.failure()).to.equal('Pulumi.yaml  main is "none"; no program found there\n');
    project.remove();
    make({ "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: [1]\n" });
    expect(await project.failure()).to.equal(
      "Pulumi.yaml:3  main  found a list, expected a string (path of the program)\n",
    );
  });
});
