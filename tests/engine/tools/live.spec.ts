import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { PROJECT, ROOT } from "#tools/build/folders";
import { onPath } from "#tools/build/on-path";
import { ESTIMATE } from "#tools/live/cost";
import { liveStackFile } from "#tools/live/folder";
import { judge, runPhases } from "#tools/live/run";
import { commandLine, type Phases, type Step } from "#tools/live/step";
import { phasesOf } from "#tools/live/steps";

const DIGEST = `sha256:${"a".repeat(64)}`;
const ARGUMENTS = {
  project: "strata-try-1",
  "project-number": "123456789012",
  "billing-account": "012345-567890-ABCDEF",
  zone: "throwaway.example",
  account: "0a".repeat(16),
  contact: "someone@example.com",
  "frontend-image": `registry.example/frontend@${DIGEST}`,
  "backend-image": `registry.example/backend@${DIGEST}`,
};
const TOKEN = "a-token-that-nobody-may-read";

/** Runs the script where no command could be found, with the secrets that a real run needs. */
function live(changes: Readonly<Record<string, string>>, ...more: string[]) {
  const options = Object.entries({ ...ARGUMENTS, ...changes }).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
  return spawnSync(process.execPath, [join(ROOT, "tools/live.ts"), ...options, ...more], {
    encoding: "utf8",
    env: { PATH: "/nowhere", CLOUDFLARE_API_TOKEN: TOKEN, TURSO_DATABASE_TOKEN: TOKEN },
  });
}

const options = { project: "p", zone: "z.example", billingAccount: "b", budget: 20, folder: ".cache/live/p" };
const steps = Object.values(phasesOf(options)).flatMap((phase: readonly Step[]) =>
  phase.flatMap((step) => (step.meanwhile ? [step, step.meanwhile] : [step])),
);
/** Words of a command before its first option, and the names of its options. */
const partsOf = (words: readonly string[]) => {
  const first = words.findIndex((word) => word.startsWith("--"));
  const flags = words.filter((word) => word.startsWith("--")).map((word) => word.split("=")[0] ?? "");
  return { words: first < 0 ? words : words.slice(0, first), flags };
};

describe("the run against real accounts", () => {
  describe("without running anything", () => {
    it("prints every command, the estimate with its source and the time limit, and no secret", () => {
      const { status, stdout, stderr } = live({}, "--dry-run");
      expect(stderr).to.equal("");
      expect(status).to.equal(0);
      for (const phase of ["# checks", "# work", "# smoke", "# cleanup"]) {
        expect(stdout).to.contain(`\n${phase}\n`);
      }
      expect(stdout.split("\n").filter((line) => /^(gcloud|node|curl) /.test(line))).to.have.length(
        steps.length,
      );
      expect(stdout).to.contain(`about $0.52 an hour (${ESTIMATE.source}; read ${ESTIMATE.date})`);
      expect(stdout).to.contain("at most 3 h");
      expect(stdout).not.to.contain(TOKEN);
      expect(existsSync(join(ROOT, ".cache/live", ARGUMENTS.project))).to.equal(false);
    });

    for (const { what, changes, says } of [
      { what: "a budget below the estimate", changes: { budget: "1" }, says: "above the budget of $1" },
      { what: "more hours than a run may take", changes: { hours: "9" }, says: "a number from 0.5 to 8" },
      { what: "an image without a digest", changes: { "backend-image": "app:1" }, says: "--backend-image" },
      { what: "a passphrase that is not set", changes: {}, says: "set PULUMI_CONFIG_PASSPHRASE" },
    ]) {
      it(`refuses ${what}`, () => {
        const { status, stderr } = live(changes);
        expect(status).to.be.greaterThan(0);
        expect(stderr).to.contain(says);
      });
    }

    it("writes the stack file of howlerops-dev with nothing of its accounts left", () => {
      const text = liveStackFile({
        ...{ zone: "throwaway.example", accountId: "0b".repeat(16), project: "try", projectNumber: "42" },
        ...{ contact: "me@throwaway.example", frontendImage: "f", backendImage: "b" },
      });
      const own = readFileSync(join(ROOT, "stacks/Pulumi.howlerops-dev.yaml"), "utf8");
      const [before, after] = [own, text].map((each) => (parse(each) as { config: object }).config);
      expect(Object.keys(after ?? {})).to.deep.equal(Object.keys(before ?? {}));
      expect(text.replace(/^#.*/gm, "")).not.to.match(/sql-studio|howlerops-dev|100000000000|0a0a0a/);
    });
  });

  describe("its commands", () => {
    const helps = (file: string, words: readonly string[]) => {
      const folder = mkdtempSync(join(tmpdir(), "strata-live-"));
      try {
        const env = {
          ...process.env,
          CLOUDSDK_CONFIG: folder,
          HOME: folder,
          PAGER: "cat",
          PULUMI_HOME: folder,
        };
        return spawnSync(file, [...words, "--help"], { encoding: "utf8", env }).stdout;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    };

    for (const step of steps.filter(({ command }) => command[0] === "node")) {
      // Node, the script, --cwd and its folder, --non-interactive
      const { words, flags } = partsOf(step.command.slice(5));
      it(`pulumi ${words.join(" ")} has the options ${flags.join(" ")}`, () => {
        const commands = words.filter((word) => word !== "howlerops-live" && !/[:.]/.test(word));
        const help = helps(join(PROJECT.bin, "pulumi"), commands);
        // The parent's help is what an unknown command gets; it lists commands, this one's does not.
        expect(help)
          .to.match(new RegExp(`\\b${commands.at(-1)}\\b`))
          .and.not.to.contain("Available Commands");
        for (const flag of [...flags, "--cwd", "--non-interactive"]) {
          expect(help, flag).to.match(new RegExp(`${flag}\\b`));
        }
      });
    }

    const gcloud = onPath("gcloud", process.env["PATH"]);
    for (const step of gcloud ? steps.filter(({ command }) => command[0] === "gcloud") : []) {
      const { words, flags } = partsOf(step.command.slice(1));
      it(`gcloud ${words.join(" ")} has the options ${flags.join(" ")}`, () => {
        const commands = words.filter((word) => word !== "p" && !word.includes("token"));
        const help = helps(gcloud ?? "", commands);
        for (const flag of flags) {
          expect(help, flag).to.contain(flag);
        }
      });
    }

    it("carry no secret: values go in by standard input", () => {
      expect(steps.filter(({ input }) => input).map(({ input }) => input)).to.have.members([
        "CLOUDFLARE_API_TOKEN",
        "TURSO_DATABASE_TOKEN",
      ]);
      expect(commandLine({ title: "", command: ["sh", "a b"], input: "X" })).to.equal("sh 'a b' <<< \"$X\"");
    });
  });

  describe("its order", () => {
    const said: string[] = [];
    const node = (script: string): [string, ...string[]] => ["node", "-e", script];
    const step = (title: string, script: string, more: Partial<Step> = {}): Step => ({
      title,
      command: node(script),
      ...more,
    });
    const fine = (title: string) => step(title, "");
    const failing = (title: string) => step(title, "process.exit(1)");
    const run = async (phases: Partial<Phases>, stop = new AbortController().signal) => {
      said.length = 0;
      const all = { checks: [], work: [], smoke: [], cleanup: [fine("cleaned")], ...phases };
      const say = (line: string) => said.push(line.split(":")[0] ?? "");
      const code = await runPhases(all, { folder: ROOT, environment: { TOKEN }, stop, say });
      return { code, said: said.filter((line) => /^[✓✗]/.test(line)) };
    };

    it("makes nothing when a check fails, and names every one that does", async () => {
      const checks = [failing("label"), failing("empty")];
      expect(await run({ checks, work: [fine("up")] })).to.deep.equal({
        code: 2,
        said: ["✗ label", "✗ empty"],
      });
    });

    it("cleans up after work that failed, without trying the rest", async () => {
      const work = [failing("up"), fine("preview")];
      expect(await run({ work, smoke: [fine("page")] })).to.deep.equal({
        code: 1,
        said: ["✗ up", "✓ cleaned"],
      });
    });

    it("tries everything that can be tried, and cleans up", async () => {
      expect(await run({ work: [fine("up")], smoke: [failing("page"), fine("health")] })).to.deep.equal({
        code: 1,
        said: ["✓ up", "✗ page", "✓ health", "✓ cleaned"],
      });
    });

    it("says with an exit code of its own that something may be left", async () => {
      const cleanup = [failing("destroy"), fine("project")];
      expect(await run({ cleanup })).to.deep.equal({ code: 3, said: ["✗ destroy", "✓ project"] });
    });

    it("ends what runs when the time is up, and cleans up", async () => {
      const waiting = step("up", "setInterval(() => {}, 1000)", { retrySeconds: 60 });
      const stop = AbortSignal.timeout(300);
      expect(await run({ work: [waiting] }, stop)).to.deep.equal({ code: 1, said: ["✗ up", "✓ cleaned"] });
    });

    it("hands over a secret by standard input, and fails where it is not set", async () => {
      const echo = "process.stdin.pipe(process.stdout)";
      const given = step("given", echo, { input: "TOKEN", output: new RegExp(TOKEN) });
      const missing = step("missing", echo, { input: "OTHER" });
      expect((await run({ work: [given, missing] })).said).to.deep.equal([
        "✓ given",
        "✗ missing",
        "✓ cleaned",
      ]);
    });

    it("tries again while another step runs, and no longer", async () => {
      const meanwhile = { ...failing("secret"), retrySeconds: 0.05 };
      expect((await run({ work: [{ ...fine("up"), meanwhile }] })).said).to.deep.equal([
        "✗ secret",
        "✓ up",
        "✓ cleaned",
      ]);
    });

    it("judges by exit code, by what has to be said and by what may not", () => {
      const command = node("");
      expect(judge({ title: "", command }, 0, "")).to.equal(undefined);
      expect(judge({ title: "", command }, 7, "why")).to.equal("exit code 7, expected 0\n    why");
      expect(judge({ title: "", command, code: "failure" }, 35, "")).to.equal(undefined);
      expect(judge({ title: "", command, code: "failure" }, 0, "")).to.contain("expected a failure");
      expect(judge({ title: "", command, output: /^429$/m }, 0, "200\n429\n")).to.equal(undefined);
      expect(judge({ title: "", command, output: /^429$/m }, 0, "200\n")).to.contain("expected /^429$/m");
      expect(judge({ title: "", command, absent: /\S/ }, 0, "bucket\n")).to.contain("expected no /\\S/");
    });
  });
});
