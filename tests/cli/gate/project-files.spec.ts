import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { MAX_TEXT_BYTES } from "#models/documents/text-file";
import { temporaryProject } from "../../support/project.ts";

const PROJECT = "name: shop\nruntime: nodejs\nmain: index.mjs\n";
const GOOD = "config: {}\n";

/** Other things than files, by how they are made at a path. */
const THINGS = {
  "a named pipe": (path: string) => execFileSync("mkfifo", [path]),
  "a directory": (path: string) => mkdirSync(path),
  "a device": (path: string) => symlinkSync("/dev/zero", path),
} as const;

interface Case {
  readonly title: string;
  readonly file: string;
  readonly content: string | Uint8Array;
  readonly says: string;
}

const BOMB = [
  "  a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
  ...Array.from({ length: 9 }, (_, n) => `  a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(", ")}]`),
].join("\n");

const stackFile = (title: string, content: string | Uint8Array, says: string): Case => ({
  title: `a stack file with ${title}`,
  file: "Pulumi.other.yaml",
  content,
  says: `Pulumi.other.yaml${says}`,
});

const projectFile = (title: string, content: string, says: string): Case => ({
  title: `Pulumi.yaml with ${title}`,
  file: "Pulumi.yaml",
  content,
  says: `Pulumi.yaml${says}`,
});

const CASES: readonly Case[] = [
  stackFile(
    "an alias within itself",
    "config:\n  a: &a { b: *a }\n",
    ":2  invalid YAML: the alias *a contains itself",
  ),
  stackFile(
    "an alias within its list",
    "config:\n  a: &a\n    - [*a]\n",
    ":3  invalid YAML: the alias *a contains itself",
  ),
  stackFile(
    "an alias of the whole",
    "&all\nconfig: *all\n",
    ":2  invalid YAML: the alias *all contains itself",
  ),
  stackFile("an alias of nothing", "config:\n  a: *b\n", ":2  invalid YAML: there is no anchor &b before it"),
  stackFile(
    "aliases that multiply",
    `config:\n${BOMB}\n`,
    ":1  invalid YAML: its aliases expand to too much",
  ),
  stackFile("a key twice", "config:\n  a: 1\n  a: 2\n", ":3  invalid YAML: Map keys must be unique"),
  stackFile(
    "a nested key twice",
    "config:\n  a: { b: 1, b: 2 }\n",
    ":2  invalid YAML: Map keys must be unique",
  ),
  stackFile(
    "a mapping as a key",
    "config:\n  ? { a: 1 }\n  : 1\n",
    ":2  invalid YAML: a key is a mapping or a list, expected text",
  ),
  stackFile("tabs", "config:\n\ta: 1\n", ":2  invalid YAML: Tabs are not allowed as indentation"),
  stackFile(
    "two documents",
    "config: {}\n---\nconfig: {}\n",
    ":2  invalid YAML: found several documents, expected one",
  ),
  stackFile("an open quote", 'config:\n  a: "open\n  b: 1\n', ':2  invalid YAML: Missing closing "quote'),
  stackFile(
    "thousands of levels",
    `config:\n  a: ${"[".repeat(9000)}${"]".repeat(9000)}\n`,
    ":2  invalid YAML: it is nested too deeply",
  ),
  stackFile(
    "a list as config",
    "config: [1]\n",
    ":1  config is not a mapping; expected keys such as strata:system under it",
  ),
  stackFile("a NUL", 'config:\n  a: "\0"\n', ":2  holds a NUL character, expected text"),
  stackFile("bytes that are no text", Buffer.from("config:\n  a: \xff\n", "latin1"), ":2  is not UTF-8 text"),
  stackFile("UTF-16", Buffer.from("config: {}\n", "utf16le"), ":1  holds a NUL character, expected text"),
  stackFile(
    "too much",
    `config:\n  a: ${"x".repeat(MAX_TEXT_BYTES)}\n`,
    "  has 1048590 bytes, expected at most 1048576",
  ),
  projectFile(
    "a number as main",
    "name: shop\nmain: 5\n",
    ":2  main  found 5, expected a string (path of the program)",
  ),
  projectFile(
    "a list as main",
    "name: shop\nmain: [index.mjs]\n",
    ":2  main  found a list, expected a string (path of the program)",
  ),
  projectFile(
    "a program that is missing",
    "name: shop\nmain: nowhere.mjs\n",
    '  main is "nowhere.mjs"; no program found there',
  ),
  projectFile(
    "a number as its name",
    "name: 5\n",
    ":1  name  found 5, expected a string (name of the project, such as shop)",
  ),
  projectFile(
    "no name",
    "runtime: nodejs\n",
    ":1  name  missing; expected a string (name of the project, such as shop)",
  ),
  projectFile(
    "a number as stackConfigDir",
    `${PROJECT}stackConfigDir: 5\n`,
    ":4  stackConfigDir  found 5, expected a string (directory of the stack files)",
  ),
  projectFile(
    "a stackConfigDir that is missing",
    `${PROJECT}stackConfigDir: nowhere\n`,
    '  stackConfigDir is "nowhere"; there is no such directory',
  ),
  projectFile("a list as runtime", "name: shop\nruntime: [nodejs]\n", ":2  runtime  found a list, expected "),
  projectFile("a list", "- name: shop\n", ":1  "),
  projectFile("a text", "shop\n", ":1  is no mapping, expected keys such as name and runtime"),
  projectFile("nothing", "", ":1  is no mapping, expected keys such as name and runtime"),
  projectFile("an alias within itself", "name: &a [*a]\n", ":1  invalid YAML: the alias *a contains itself"),
  projectFile("an open bracket", "name: [\n", ":2  invalid YAML: "),
  {
    title: "exceptions with an alias within itself",
    file: "policies/exceptions.yaml",
    content: "- &a { rule: *a }\n",
    says: "policies/exceptions.yaml:1  invalid YAML: the alias *a contains itself",
  },
  {
    title: "exceptions with a NUL",
    file: "policies/exceptions.yaml",
    content: "[]\n# \0\n",
    says: "policies/exceptions.yaml:2  holds a NUL character, expected text",
  },
];

describe("files of a project:", () => {
  const files = {
    "Pulumi.yaml": PROJECT,
    "Pulumi.dev.yaml": GOOD,
    "index.mjs": "export default () => ({});\n",
  };

  /** What the check of a good stack says when another file of the project is changed. */
  async function errorOf(file: string, make: (path: string) => unknown): Promise<string> {
    const project = temporaryProject(files);
    const path = join(project.root, file);
    rmSync(path, { force: true });
    mkdirSync(dirname(path), { recursive: true });
    make(path);
    const { code, out, error } = await project.run("check", "dev");
    project.remove();
    expect({ code, out }, error).to.deep.equal({ code: 2, out: "" });
    expect(error).not.to.match(/\n\s+at |unexpectedly/);
    return error.replaceAll(project.root, ".");
  }

  it("I16 good ones are checked", async () => {
    const project = temporaryProject(files);
    expect((await project.run("check", "dev")).code).to.equal(0);
    project.remove();
  });

  for (const { title, file, content, says } of CASES) {
    it(`I16 ${title}`, async () => {
      const error = await errorOf(file, (path) => writeFileSync(path, content));
      expect(error.slice(0, says.length)).to.equal(says);
    });
  }

  for (const [thing, make] of Object.entries(THINGS)) {
    for (const file of ["Pulumi.yaml", "Pulumi.other.yaml", "package.json", "policies/exceptions.yaml"]) {
      it(`I16 ${thing} as ${file}`, async () => {
        expect(await errorOf(file, make)).to.equal(`${file}  is ${thing}, expected a file\n`);
      });
    }
    it(`I16 ${thing} as the program`, async () => {
      expect(await errorOf("index.mjs", make)).to.match(
        /^Pulumi\.yaml {2}main is "index\.mjs"; no program found there/,
      );
    });
  }
});
