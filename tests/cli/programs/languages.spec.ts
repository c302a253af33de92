import { expect } from "chai";
import { namesOf, type ProgramProject, programProject } from "./support.ts";

/** What Node cannot run by stripping types, and the ways in which modules find each other in Pulumi programs. */
const VPC = `
import * as pulumi from "@pulumi/pulumi";
import { Input } from "@pulumi/pulumi";

export enum Size { small = 1, large }

function sealed(_target: unknown) {}

@sealed
export class Vpc extends pulumi.ComponentResource {
  constructor(name: string, private readonly size: Input<Size>, opts?: pulumi.ComponentResourceOptions) {
    super("shop:net:Vpc", name, {}, opts);
    this.registerOutputs({ size: this.size });
  }
}
`;

const MAIN = `
import { Size, Vpc } from "./lib/vpc";
import { Vpc as Aliased } from "@lib/vpc";
import * as data from "./data.json";
namespace Names { export const vpc = "main"; }

const main = new Vpc(Names.vpc, Size.large);
new Aliased(data.name, Size.small, { parent: main });
`;

const FILES = {
  "lib/vpc.ts": VPC,
  "data.json": '{ "name": "aliased" }',
  "tsconfig.json":
    '{ "compilerOptions": { "experimentalDecorators": true, "paths": { "@lib/*": ["./lib/*"] } } }',
};

const RESOURCES = ["shop:net:Vpc main", "shop:net:Vpc aliased"];

describe("a program's language", () => {
  let project: ProgramProject;

  afterEach(() => project.remove());

  const make = (files: Readonly<Record<string, string>>) => {
    project = programProject(files);
    return project;
  };

  it("I23 may be all of TypeScript, as CommonJS", async () => {
    const main = `${MAIN}\nimport fs = require("node:fs");\nexport = async () => ({ here: fs.existsSync(__filename) });\n`;
    const { nodes, outputs } = await make({ ...FILES, "index.ts": main }).plan();
    expect(namesOf(nodes)).to.deep.equal(RESOURCES);
    expect(outputs).to.deep.equal({ here: true });
    // Lines are those of the sources, not of what they compile to.
    expect(nodes.slice(1).map(({ source }) => `${source?.file}:${source?.line}`)).to.deep.equal([
      "index.ts:7",
      "index.ts:8",
    ]);
  });

  it("I23 may be all of TypeScript, as an ES module", async () => {
    const main = `${MAIN}\nexport const here = await Promise.resolve(import.meta.url);\n`;
    const { nodes } = await make({ ...FILES, "package.json": '{"type":"module"}', "index.ts": main }).plan();
    expect(namesOf(nodes)).to.deep.equal(RESOURCES);
    expect(nodes[1]?.source).to.include({ file: "index.ts", line: 7 });
  });

  it("I23 may be JavaScript of either kind, compiled or not", async () => {
    const cases = {
      "index.js":
        'const { getStack } = require("@pulumi/pulumi");\nmodule.exports = async () => ({ name: getStack() });',
      "index.cjs": 'const { getStack } = require("@pulumi/pulumi");\nexports.name = getStack();',
      "index.mjs": 'import { getStack } from "@pulumi/pulumi";\nexport const name = getStack();',
      "lib/index.js":
        'Object.defineProperty(exports, "__esModule", { value: true });\nexports.default = () => ({ name: require("@pulumi/pulumi").getStack() });',
    };
    for (const [file, text] of Object.entries(cases)) {
      make({ "Pulumi.yaml": `name: shop\nruntime: nodejs\nmain: ${file}\n`, [file]: text });
      expect((await project.plan("blue")).outputs, file).to.deep.equal({ name: "blue" });
      project.remove();
    }
  });

  it("I23 tells where a mistake of syntax is, in whatever module", async () => {
    const broken = "\nexport const b = 1;\n  foo bar;\n";
    const cases: readonly (readonly [files: Readonly<Record<string, string>>, message: RegExp])[] = [
      [{ "index.ts": "const a = 1;\nconst x: = 3;" }, /^Unexpected "="\n {2}at index\.ts:2:10\n$/],
      [{ "index.mjs": broken }, /^Unexpected identifier 'bar'\n {2}at index\.mjs:3:7\n$/],
      [{ "index.mjs": 'import "./b.mjs";', "b.mjs": broken }, /'bar'\n {2}at b\.mjs:3:7\n$/],
      [
        { "index.ts": "export const a = await Promise.resolve(1);" },
        /^a CommonJS module cannot await .* set "type": "module" in package\.json\n {2}at index\.ts:1:18\n$/,
      ],
      [
        { "index.mjs": "export default 1; export const b = 2;" },
        /^the program has a default export and named ones/,
      ],
      [{ "index.js": "const a = {;" }, /^Unexpected token ';'\n {2}at index\.js:1:12\n$/],
      [{ "index.ts": 'import "./b";', "b.ts": broken }, /^Expected ";" but found "bar"\n {2}at b\.ts:3:7\n$/],
      [{ "index.ts": 'import "./none";' }, /^Cannot find module '\.\/none'\n {2}at index\.ts:1:8\n$/],
      [
        { "index.mjs": 'import { no } from "node:fs";' },
        /does not provide .* 'no'\n {2}at index\.mjs:1:10\n$/,
      ],
    ];
    for (const [files, message] of cases) {
      expect(await make(files).failure(), JSON.stringify(files)).to.match(message);
      project.remove();
    }
  });

  it("I23 is what Node strips where Pulumi.yaml says so: told with the position and what to do", async () => {
    const files = {
      "Pulumi.yaml": "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n",
      "package.json": '{"type":"module"}',
    };
    make({ ...files, "index.ts": "\nexport const a = 1;\nenum Size { small }\n" });
    expect(await project.failure()).to.equal(
      "TypeScript enum needs a compiler, and Pulumi.yaml sets typescript: false, by which Node only strips types; " +
        "write it without, or remove the setting\n  at index.ts:3:1\n",
    );
    project.remove();
    make({ ...files, "index.ts": "export const a: number = 1;\n" });
    expect((await project.plan()).outputs).to.deep.equal({ a: 1 });
  });

  it("I23 does not take an error of the program itself for one of syntax", async () => {
    make({ "package.json": '{"type":"module"}', "index.ts": '\nJSON.parse("{");\n' });
    expect(await project.failure()).to.match(/JSON.*\n {2}at index\.ts:2\n$/);
  });
});
