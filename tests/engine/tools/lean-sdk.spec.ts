import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import { ROOT } from "#tools/build/folders";
import { pulumiEnvironment } from "#tools/build/pulumi";

/** Loads what the CLI's processes load of the SDK, and writes a function as a state would have it. */
const PROGRAM = `
  const large = () => Object.keys(require.cache).filter((file) => /arborist|typescript.js$/.test(file));
  const { runtime } = require("@pulumi/pulumi");
  const { typescriptRequire } = require("@pulumi/pulumi/tsutils.js").typeScriptRequireStrings();
  const atFirst = large();
  const upath = require("upath");
  runtime.serializeFunction(() => upath.join("a", "b")).then(({ text }) => {
    console.log(JSON.stringify({ typescriptRequire, atFirst, text, later: large().length }));
  });
`;

describe("the SDK as npm run pulumi has it loaded", () => {
  let seen: {
    readonly typescriptRequire: string;
    readonly atFirst: readonly string[];
    readonly text: string;
    readonly later: number;
  };

  before(async () => {
    const env = pulumiEnvironment({ ...process.env, NODE_OPTIONS: "--no-deprecation" });
    const { stdout } = await promisify(execFile)(process.execPath, ["--eval", PROGRAM], { cwd: ROOT, env });
    seen = JSON.parse(stdout);
  });

  it("leaves npm's tree of packages and the TypeScript compiler for later", () => {
    expect(seen.atFirst).to.deep.equal([]);
    expect(seen.typescriptRequire).to.equal("typescript");
  });

  it("has both when a function is to be written down", () => {
    expect(seen.text).to.match(/const upath = require\("upath/);
    expect(seen.later).to.be.greaterThan(0);
  });
});
