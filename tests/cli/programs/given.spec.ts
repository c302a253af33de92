import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../../support/project.ts";
import { namesOf, type ProgramProject, programProject } from "./support.ts";

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
const network = new pulumi.StackReference("acme/network/prod");
export const subnet = network.requireOutput("subnet");
export const password = network.getOutput("password");
export const zones = pulumi.runtime.invoke("aws:index/getZones:getZones", { state: "available" })
  .then(({ names }) => names.slice(0, 2));
`;

const GIVEN = `
stackOutputs:
  acme/network/prod:
    subnet: 10.0.0.0/24
    password: { $secret: true }
invokes:
  aws:index/getZones:getZones: { names: [a, b, c] }
`;

describe("what only the cloud knows", () => {
  let project: ProgramProject;

  afterEach(() => project.remove());

  it("I22 is given by a file: outputs of other stacks, and results of functions", async () => {
    // However it is loaded, the program has the modules of the SDK into which recording hooks.
    for (const [type, more] of [
      ["commonjs", ""],
      ["module", ""],
      ["module", "enum Compiled { yes }\n"],
    ]) {
      const manifest = JSON.stringify({ type });
      project = programProject({ "index.ts": more + PROGRAM, "package.json": manifest, "given.yaml": GIVEN });
      expect((await project.plan("--given", "given.yaml")).outputs, manifest + more).to.deep.equal({
        subnet: "10.0.0.0/24",
        password: { $secret: true },
        zones: ["a", "b"],
      });
      project.remove();
    }
  });

  it("I22 is asked for where a program cannot do without", async () => {
    project = programProject({ "index.ts": PROGRAM });
    expect(await project.failure()).to.match(
      /^.*aws:index\/getZones:getZones asks the cloud for a plain value, .*--given.*\n {2}at index\.ts:6\n$/,
    );
  });

  it("I22 is refused where the file is wrong, with file and key", async () => {
    project = programProject({
      "index.ts": PROGRAM,
      "key.yaml": "invoke: {}\n",
      "type.yaml": "stackOutputs: { prod: 5 }\n",
      "broken.yaml": "invokes: [\n",
    });
    expect(await project.failure("--given", "key.yaml")).to.equal(
      "key.yaml  invoke  unknown setting; did you mean invokes?\n",
    );
    expect(await project.failure("--given", "type.yaml")).to.match(
      /^type\.yaml {2}stackOutputs\.prod {2}found 5/,
    );
    expect(await project.failure("--given", "broken.yaml")).to.match(/^broken\.yaml:\d {2}invalid YAML: /);
    expect(await project.failure("--given", "none.yaml")).to.equal(
      "--given  none.yaml cannot be read: it does not exist\n",
    );
  });
});

describe("a program with a copy of the SDK of its own", () => {
  it("I22 is planned with the copy that recording hooks into", async () => {
    const project = programProject({
      "index.ts":
        'import { ComponentResource } from "@pulumi/pulumi";\nnew ComponentResource("a:b:C", "one");\n',
    });
    const modules = join(project.root, "node_modules");
    rmSync(modules);
    mkdirSync(join(modules, "@pulumi/pulumi"), { recursive: true });
    for (const file of ["package.json", "index.js"]) {
      cpSync(join(REPOSITORY, "node_modules/@pulumi/pulumi", file), join(modules, "@pulumi/pulumi", file));
    }
    expect(namesOf((await project.plan()).nodes)).to.deep.equal(["a:b:C one"]);
    project.remove();
  });
});
