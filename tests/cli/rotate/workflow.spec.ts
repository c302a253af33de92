import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import {
  REPOSITORY,
  stackFileText,
  strata,
  type TemporaryProject,
  temporaryProject,
} from "../../support/project.ts";

const WORKFLOW = ".github/workflows/rotate-secrets.yaml";
const DEV = "stacks/Pulumi.howlerops-dev.yaml";

interface Workflow {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: {
    readonly propose: { readonly steps: readonly { name?: string; run?: string; uses?: string }[] };
  };
}

/** GitHub's command line: answers how many pull requests are open, and writes down what it is told to create. */
const GH = `#!/bin/sh
case "$1 $2" in
  "pr list") cat "$OPEN" ;;
  "pr create") printf '%s\\n' "$@" > "$CREATED"; echo 1 > "$OPEN" ;;
  *) exit 1 ;;
esac
`;

const workflow = parse(readFileSync(join(REPOSITORY, WORKFLOW), "utf8")) as Workflow;
const { steps } = workflow.jobs.propose;
const step = (name: string) => steps.find((each) => each.name === name)?.run ?? "";

describe(WORKFLOW, () => {
  let clone: TemporaryProject;
  let remote: TemporaryProject;

  const git = (folder: string, ...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: "pipe",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
    });
  const created = () => join(remote.root, "created");

  /** A clone of a repository with one stack, as the workflow checks it out. */
  function checkOut(epoch: string): void {
    remote = temporaryProject({ "bin/gh": GH, open: "0\n" });
    chmodSync(join(remote.root, "bin/gh"), 0o755);
    git(remote.root, "init", "--quiet", "--bare", "origin.git");
    const file = stackFileText("howlerops-dev").replace(/(rotationEpoch:).*/, `$1 "${epoch}"`);
    clone = temporaryProject({ [DEV]: file });
    git(clone.root, "init", "--quiet", "--initial-branch=main");
    git(clone.root, "remote", "add", "origin", join(remote.root, "origin.git"));
    git(clone.root, "add", ".");
    git(clone.root, "commit", "--quiet", "--message", "First");
    git(clone.root, "push", "--quiet", "origin", "main");
  }

  /** Runs the steps behind the set-up; the command line in this process, the rest in a shell as GitHub does. */
  async function run(): Promise<void> {
    const [program, command, ...args] = step("Rotate").split(" ");
    expect([program, command]).to.deep.equal(["npx", "strata"]);
    expect((await strata(args, clone.root)).code).to.equal(0);
    execFileSync("bash", ["-e", "-c", step("Propose")], {
      cwd: clone.root,
      stdio: "pipe",
      env: {
        ...process.env,
        PATH: `${join(remote.root, "bin")}:${process.env["PATH"]}`,
        GIT_CONFIG_GLOBAL: "/dev/null",
        OPEN: join(remote.root, "open"),
        CREATED: created(),
        BASE: "main",
      },
    });
  }

  afterEach(() => {
    clone.remove();
    remote.remove();
  });

  it("S106: proposes the next epoch of what is due as a change of one line", async () => {
    checkOut("2026-08-30");
    await run();
    const origin = join(remote.root, "origin.git");
    const changes = git(origin, "diff", "--unified=0", "main", "rotate-secrets").split("\n");
    expect(changes.filter((line) => /^[+-] /.test(line))).to.deep.equal([
      '-  strata:rotationEpoch: "2026-08-30"',
      '+  strata:rotationEpoch: "2026-11-21"',
    ]);
    const told = readFileSync(created(), "utf8");
    expect(told).to.include("--head\nrotate-secrets\n--base\nmain\n--title\nRotate secrets\n");
  });

  it("proposes nothing while nothing is due", async () => {
    checkOut("2026-10-01");
    await run();
    expect(existsSync(created())).to.equal(false);
    expect(git(join(remote.root, "origin.git"), "branch", "--list").trim()).to.equal("main");
  });

  it("leaves an open proposal as it is", async () => {
    checkOut("2026-08-30");
    writeFileSync(join(remote.root, "open"), "1\n");
    await run();
    expect(existsSync(created())).to.equal(false);
  });
});

describe(`what ${WORKFLOW} may do`, () => {
  it("runs every day, may write to the repository alone, and uses actions by commit", () => {
    expect(workflow.on.schedule).to.deep.equal([{ cron: "0 6 * * *" }]);
    expect(workflow.permissions).to.deep.equal({ contents: "write", "pull-requests": "write" });
    const uses = steps.flatMap((each) => each.uses ?? []);
    expect(uses.length).to.be.greaterThan(0);
    for (const action of uses) {
      expect(action).to.match(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
    }
    for (const path of [...step("Propose").matchAll(/docs\/\S+\.md/g)].map(([path]) => path)) {
      expect(existsSync(join(REPOSITORY, path)), path).to.equal(true);
    }
  });
});
