import { join } from "node:path";
import { expect } from "chai";
import { PLANTED, shows } from "../../../secrets/planted.ts";
import { filesBelow } from "../../harness/files.ts";
import { encryptedValues } from "../../harness/secrets.ts";
import type { Deployment } from "../../harness/state.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import { Workspace } from "../../harness/workspace/workspace.ts";

const PROJECT = join(import.meta.dirname, "..", "..", "fixtures", "secrets");

function workspaceWith(): Promise<Workspace> {
  const options = { project: PROJECT, stack: "dev", links: ["index.ts"], keepsLogs: true };
  return Workspace.create(options, { "planted:token": PLANTED });
}

function textOf({ stdout, stderr }: Run): string {
  return stdout + stderr;
}

describe("a secret on the real engine", () => {
  let workspace: Workspace;
  let runs: Readonly<Record<string, Run>>;
  let state: Deployment;

  before(async () => {
    workspace = await workspaceWith();
    const stack = ["--stack", "dev"];
    runs = {
      preview: await workspace.run("preview", ...stack, "--diff"),
      "preview --json": await workspace.run("preview", ...stack, "--json"),
      up: await workspace.up("--diff"),
      "preview afterwards": await workspace.run("preview", ...stack, "--diff"),
      "stack output": await workspace.run("stack", "output", ...stack),
      "stack output --json": await workspace.run("stack", "output", ...stack, "--json"),
      config: await workspace.run("config", ...stack),
    };
    state = workspace.state();
  });

  after(() => workspace?.dispose());

  it("is in the state, encrypted wherever the program put it", () => {
    const inputsOf = (name: string) =>
      JSON.stringify((state.resources ?? []).find(({ urn }) => urn.endsWith(`::${name}`))?.inputs);
    for (const name of ["cluster", "urls", "web", "keys", "things", "vault-token-version"]) {
      expect(inputsOf(name), name).to.include('"ciphertext":');
    }
    expect(encryptedValues(state)).to.be.at.least(10);
    expect(shows(JSON.stringify(state))).to.equal(false);
  });

  it("is in no preview, no update and no other output of the CLI", () => {
    for (const [name, run] of Object.entries(runs)) {
      expect(run.code, `${name}\n${textOf(run)}`).to.equal(0);
      expect(shows(textOf(run)), name).to.equal(false);
    }
  });

  it("is in no file that the CLI keeps: state, history, checkpoints, configuration, logs", () => {
    const kept = filesBelow(workspace.root, ["state", "home", "project"]);
    expect([...kept.keys()])
      .to.include("project/Pulumi.dev.yaml")
      .and.to.have.length.greaterThan(3)
      .and.to.satisfy((paths: string[]) => paths.some((path) => path.startsWith("home/logs/")));
    expect([...kept].filter(([, text]) => shows(text)).map(([path]) => path)).to.deep.equal([]);
  });

  it("is really there, for whoever has the passphrase", async () => {
    const { stdout } = await workspace.must("stack", "output", "--stack", "dev", "--show-secrets", "--json");
    expect(JSON.parse(stdout)).to.deep.equal({
      login: { user: "app", password: PLANTED },
      url: `redis://:${PLANTED}@cache`,
    });
  });
});

describe("a secret that a program gives away on the real engine", () => {
  let workspace: Workspace;

  before(async () => {
    workspace = await workspaceWith();
  });

  after(() => workspace?.dispose());

  const mistakes: Readonly<Record<string, RegExp>> = {
    variable: /Worker "events": environment\.GREETING is a secret; allowed are plain settings/,
    output: /SecretVault "vault": secrets\.token\.source\.value is a plain Output; allowed are secret ones/,
  };
  for (const [mistake, words] of Object.entries(mistakes)) {
    it(`stops the preview and the update, in words that do not repeat it: as ${mistake}`, async () => {
      await workspace.configure("planted:mistake", mistake);
      for (const run of [await workspace.run("preview", "--stack", "dev"), await workspace.up()]) {
        expect(run.code).not.to.equal(0);
        expect(textOf(run)).to.match(words);
        expect(shows(textOf(run))).to.equal(false);
      }
    });
  }
});
