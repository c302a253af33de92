import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { policyPacks, stackWorkspace } from "#tests/engine/harness/stack";
import { Workspace } from "#tests/engine/harness/workspace/workspace";
import { PROJECT } from "#tools/build/folders";
import { ROOT } from "../measure.ts";
import { canMeasureTrees, type TreeUsage, watchTree } from "./tree.ts";

/** What one way to plan one stack took: the median of whole process trees. */
export interface EngineRow extends TreeUsage {
  readonly stack: string;
  readonly tool: "strata plan" | "pulumi preview" | "npm run pulumi" | "with the rules";
}

/** `strata plan` beside `pulumi preview`. */
export interface EngineResults {
  readonly date: string;
  /** Of the CLI. */
  readonly version: string;
  readonly runs: number;
  readonly rows: readonly EngineRow[];
}

const SYNTHETIC = "1000 objects";
/** What `npm run pulumi` runs: the CLI with Node keeping what it has compiled. */
const SCRIPT = join(ROOT, "tools", "pulumi.ts");

/**
 * Plans the same stacks with strata and with the real engine, in turns, so that a busy moment of the machine
 * meets both.
 *
 * @returns why it cannot, in words, where it cannot
 */
export async function compareWithEngine(
  stack: string,
  { runs, progress }: { readonly runs: number; readonly progress: (what: string) => void },
): Promise<EngineResults | string> {
  const cli = join(PROJECT.bin, "pulumi");
  if (!existsSync(cli)) {
    return "the Pulumi CLI is not built (npm run tools)";
  }
  if (!canMeasureTrees()) {
    return "this system does not tell what processes use in /proc";
  }
  const asPeopleHaveIt = { startsProviders: true, keepsLogs: true };
  const system = await stackWorkspace(stack, { policyPacks: policyPacks(), ...asPeopleHaveIt });
  const objects = await Workspace.create({
    project: join(import.meta.dirname, "synthetic"),
    stack: "dev",
    links: ["index.ts"],
    ...asPeopleHaveIt,
  });
  const disable = ["--path", "pulumi:disable-default-providers[0]", "*"];
  await objects.must("config", "set", "--stack", objects.stack, ...disable);
  const ways: readonly Way[] = [
    { stack, tool: "strata plan", run: () => watchStrata(ROOT, stack) },
    { stack, tool: "pulumi preview", run: () => watchPreview(system, [cli], []) },
    { stack, tool: "npm run pulumi", run: () => watchPreview(system, [process.execPath, SCRIPT], []) },
    { stack, tool: "with the rules", run: () => watchPreview(system, [cli], system.policies) },
    { stack: SYNTHETIC, tool: "strata plan", run: () => watchStrata(join(objects.root, "project"), "dev") },
    { stack: SYNTHETIC, tool: "pulumi preview", run: () => watchPreview(objects, [cli], []) },
  ];
  try {
    const usages = ways.map((): TreeUsage[] => []);
    // The first round fills the caches of the file system and of compiled code.
    for (let round = -1; round < runs; round++) {
      for (const [index, { stack: of, tool, run }] of ways.entries()) {
        progress(`${of}, ${tool}`);
        const usage = await run();
        if (round >= 0) {
          usages[index]?.push(usage);
        }
      }
    }
    const { stdout } = await system.must("version");
    return {
      date: new Date().toISOString().slice(0, 10),
      version: stdout.trim(),
      runs,
      rows: ways.map(({ stack: of, tool }, index) => ({ stack: of, tool, ...medianOf(usages[index] ?? []) })),
    };
  } finally {
    system.dispose();
    objects.dispose();
  }
}

interface Way {
  readonly stack: string;
  readonly tool: EngineRow["tool"];
  run(): Promise<TreeUsage>;
}

function watchStrata(folder: string, stack: string): Promise<TreeUsage> {
  const child = spawn(process.execPath, [join(ROOT, "bin/strata.mjs"), "plan", stack], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let wrong = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    wrong += text;
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`strata plan ${stack} ended with ${code}:\n${wrong}`)),
    );
  });
  return watchTree(child.pid ?? 0, ended);
}

/** @param command the CLI itself, or the script behind `npm run pulumi` */
function watchPreview(
  workspace: Workspace,
  command: readonly [string, ...string[]],
  more: readonly string[],
): Promise<TreeUsage> {
  const args = ["preview", "--stack", workspace.stack, ...more];
  // As people run it: the specs tell it to collect its garbage less often.
  const { processId, ended } = workspace.start(args, { command, variables: { GOGC: undefined } });
  const well = ended.then(({ code, stdout, stderr }) => {
    if (code !== 0) {
      throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
    }
  });
  return watchTree(processId, well);
}

function medianOf(usages: readonly TreeUsage[]): TreeUsage {
  const middle = (of: (usage: TreeUsage) => number) => {
    const sorted = usages.map(of).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return {
    wallSeconds: middle(({ wallSeconds }) => wallSeconds),
    processorSeconds: middle(({ processorSeconds }) => processorSeconds),
    providerSeconds: middle(({ providerSeconds }) => providerSeconds),
    memoryMiB: middle(({ memoryMiB }) => memoryMiB),
    processes: middle(({ processes }) => processes),
  };
}
