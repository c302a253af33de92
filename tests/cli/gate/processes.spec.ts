import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { REPOSITORY } from "../../support/project.ts";
import { type HostileProgram, PLANTED, projectWith } from "./programs.ts";

interface Case extends Omit<HostileProgram, "says"> {
  readonly id: "I1" | "I2" | "I13" | "I14";
  /** Exit code: 1 is the check's own, as it finds something. */
  readonly code: 1 | 2;
  /** Standard error. */
  readonly error: string | RegExp;
  /** Seconds that the program may take. */
  readonly limit?: number;
}

/** What only a process of its own can show: what stays open, what is printed, what blocks. */
const CASES: readonly Case[] = [
  {
    id: "I2",
    title: "exit code 0 on exit",
    body: 'process.on("exit", () => { process.exitCode = 0; });',
    code: 1,
    error: "",
  },
  {
    id: "I2",
    title: "an exit on exit",
    body: 'process.on("exit", () => process.exit(0));',
    code: 1,
    error: "",
  },
  {
    id: "I2",
    title: "an exit before exit",
    body: 'process.on("beforeExit", () => process.exit(0));',
    code: 1,
    error: "",
  },
  {
    id: "I2",
    title: "an exit without listeners",
    body: "process.removeAllListeners(); process.exit(0);",
    code: 2,
    error: /^process\.exit\(0\) would end/,
  },
  {
    id: "I2",
    title: "an exit in a thread",
    body: 'new threads.Worker("process.exit(0)", { eval: true }); await later(50);',
    code: 1,
    error: "",
  },
  {
    id: "I14",
    title: "an error without listeners",
    body: 'process.removeAllListeners(); setTimeout(() => { throw new Error("late"); }, 2);',
    code: 2,
    error: /^uncaught error: late\n {2}at index\.mjs:\d+\n$/,
  },
  { id: "I14", title: "an open interval", body: "setInterval(() => {}, 20);", code: 1, error: "" },
  { id: "I14", title: "an open timer", body: "setTimeout(() => {}, 1e9);", code: 1, error: "" },
  { id: "I14", title: "an open server", body: "http.createServer().listen(0);", code: 1, error: "" },
  { id: "I14", title: "a child process", body: 'childProcess.spawn("sleep", ["3"]);', code: 1, error: "" },
  {
    id: "I14",
    title: "a thread that it waits for",
    body: `await new Promise((done) => new threads.Worker("setTimeout(() => {}, 600)", { eval: true }).on("exit", done));`,
    code: 1,
    error: "",
  },
  {
    id: "I14",
    title: "a thread",
    body: 'new threads.Worker("setInterval(() => {}, 10)", { eval: true });',
    code: 1,
    error: "",
  },
  { id: "I14", title: "a watched directory", body: 'fs.watch(".");', code: 1, error: "" },
  { id: "I14", title: "a wait for input", body: 'process.stdin.on("data", () => {});', code: 1, error: "" },
  {
    id: "I14",
    title: "an endless wait beside an interval",
    body: "setInterval(() => {}, 20); await new Promise(() => {});",
    limit: 0.5,
    code: 2,
    error: "the program waits for a promise or an output that has not settled within 0.5 seconds\n",
  },
  {
    id: "I14",
    title: "an endless loop",
    body: "for (;;) {}",
    limit: 0.5,
    code: 2,
    error:
      /^the program blocks the process for more than 0\.5 seconds \(planTimeoutSeconds\)\n {2}at index\.mjs:\d+\n$/,
  },
  {
    id: "I14",
    title: "an endless loop that catches all",
    body: "for (;;) { try { throw 1; } catch {} }",
    limit: 0.5,
    code: 2,
    error: /^the program blocks the process/,
  },
  {
    id: "I14",
    title: "an endless loop at import",
    top: "for (;;) {}",
    limit: 0.5,
    code: 2,
    error: /^the program blocks the process/,
  },
  {
    id: "I13",
    title: "output in many ways",
    body: 'console.log("1"); console.table([2]); process.stdout.write("3\\n"); fs.writeSync(1, "4\\n");',
    code: 1,
    error: /^1\n[\s\S]*\n3\n4\n$/,
  },
  {
    id: "I13",
    title: "output by named imports",
    top: 'import { writeSync } from "node:fs"; import { stdout } from "node:process"; import { spawnSync } from "node:child_process";',
    body: 'writeSync(1, "1\\n"); stdout.write("2\\n"); spawnSync("echo", ["3"], { stdio: "inherit" });',
    code: 1,
    error: "1\n2\n3\n",
  },
  {
    id: "I13",
    title: "output of child processes",
    body: 'childProcess.execSync("echo 1", { stdio: "inherit" }); childProcess.execFileSync("echo", ["2"], { stdio: [0, 1, 2] }); await new Promise((done) => childProcess.spawn("echo", ["3"], { stdio: "inherit" }).on("close", done));',
    code: 1,
    error: "1\n2\n3\n",
  },
  {
    id: "I13",
    title: "output of a thread",
    body: `await new Promise((done) => new threads.Worker('console.log("1")', { eval: true }).on("exit", done));`,
    code: 1,
    error: "1\n",
  },
  {
    id: "I13",
    title: "a closed standard output",
    body: "process.stdout.end(); fs.closeSync(1);",
    code: 1,
    error: "",
  },
  {
    id: "I1",
    title: "a destroyed standard error",
    body: 'process.stderr.destroy(); throw new Error("broken");',
    code: 2,
    error: /^(broken\n[\s\S]*)?$/,
  },
];

/** Processes at a time. */
const AT_A_TIME = 3;

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

async function run({ limit, ...program }: Case): Promise<Ended> {
  const manifest = JSON.stringify({ strata: limit ? { planTimeoutSeconds: limit } : {} });
  const project = projectWith(program, { "package.json": manifest });
  const child = spawn(process.execPath, [join(REPOSITORY, "bin/strata.mjs"), "check", "dev", "--json"], {
    cwd: project.root,
    stdio: ["pipe", "pipe", "pipe"],
    timeout: 20_000,
    killSignal: "SIGKILL",
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number]>,
  ]);
  project.remove();
  return { code, out, error };
}

describe("a process that checks a program with", () => {
  const results = new Map<Case, Ended>();

  before(async () => {
    const waiting = [...CASES];
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        results.set(next, await run(next));
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  });

  for (const each of CASES) {
    it(`${each.id} ${each.title}`, () => {
      const { code, out, error } = results.get(each) as Ended;
      if (typeof each.error === "string") {
        expect(error).to.equal(each.error);
      } else {
        expect(error).to.match(each.error);
      }
      expect(code).to.equal(each.code);
      if (code === 1) {
        expect(JSON.parse(out)).to.have.property("stack", "dev");
      } else {
        expect(out).to.equal("");
      }
      expect(out + error).not.to.contain(PLANTED);
    });
  }
});
