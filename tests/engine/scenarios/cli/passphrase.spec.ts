import { expect } from "chai";
import { filesBelow } from "../../harness/files.ts";
import { fixtureWorkspace } from "../../harness/fixture.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";

const COMMANDS = [
  ["preview"],
  ["up", "--yes"],
  ["refresh", "--yes"],
  ["destroy", "--yes"],
  ["config", "set", "--secret", "echo:token", "another-token"],
] as const;

const PASSPHRASES = [
  {
    what: "no passphrase",
    variables: { PULUMI_CONFIG_PASSPHRASE: undefined },
    says: "passphrase must be set",
  },
  {
    what: "a wrong passphrase",
    variables: { PULUMI_CONFIG_PASSPHRASE: "guessed" },
    says: "incorrect passphrase",
  },
];

describe("a deployed stack without its passphrase, on the real CLI", () => {
  let workspace: Workspace;
  let earlier: ReadonlyMap<string, string>;
  let later: ReadonlyMap<string, string>;
  const runs = new Map<string, Run>();

  before(async () => {
    workspace = await fixtureWorkspace();
    await workspace.deploy();
    const written = () => filesBelow(workspace.root, ["state", "project"]);
    earlier = written();
    for (const { what, variables } of PASSPHRASES) {
      for (const command of COMMANDS) {
        const { ended } = workspace.start([...command, "--stack", "dev"], { variables });
        runs.set(`${what}: ${command[0]}`, await ended);
      }
    }
    later = written();
  });

  after(() => workspace?.dispose());

  for (const { what, says } of PASSPHRASES) {
    for (const [command] of COMMANDS) {
      it(`${command} with ${what} ends with one line that says so`, () => {
        const { code, stdout, stderr = "" } = runs.get(`${what}: ${command}`) ?? {};
        expect(code).to.be.greaterThan(0);
        expect(stdout).to.equal("");
        expect(stderr.trim().split("\n")).to.have.length(1);
        expect(stderr)
          .to.match(/^error: /)
          .and.to.contain(says);
        if (what === "no passphrase") {
          expect(stderr).to.contain("PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE");
        }
      });
    }
  }

  it("leaves the state and the stack file as they were, byte for byte", () => {
    expect([...later.keys()])
      .to.deep.equal([...earlier.keys()])
      .and.to.include("project/Pulumi.dev.yaml");
    const changed = [...later].filter(([file, text]) => text !== earlier.get(file)).map(([file]) => file);
    expect(changed).to.deep.equal([]);
  });
});
