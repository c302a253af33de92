import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "#tools/build/folders";
import { isExecutable } from "#tools/build/on-path";

/** A server of the cluster: one of the built tools. */
export interface Child {
  readonly name: string;
  /** Settles when it has ended, whatever the reason. */
  readonly ended: Promise<void>;
  /** The end of what it printed. */
  lastLines(): string;
}

/**
 * Starts a server. It leaves two files in the cluster's folder: what it prints, and while it runs its process
 * id, by which the {@link import("./guardian.ts").startGuardian | guardian} ends it.
 *
 * It is the leader of a process group of its own, so that Ctrl-C in a terminal reaches only the tests.
 *
 * @throws Error when the tool is not built
 */
export function startChild(name: string, args: readonly string[], folder: string): Child {
  const file = join(PROJECT.bin, name);
  if (!isExecutable(file)) {
    throw new Error(`${name} is not built; run \`npm run tools\` first`);
  }
  const log = join(folder, `${name}.log`);
  const output = openSync(log, "w");
  const child = spawn(file, args, {
    cwd: folder,
    // Memory for time: a server lives for a minute or two, and collects its garbage less often.
    env: { ...process.env, GOGC: "400" },
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  const pidFile = join(folder, `${name}.pid`);
  if (child.pid !== undefined) {
    writeFileSync(pidFile, `${child.pid}\n`);
  }
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      rmSync(pidFile, { force: true });
      resolve();
    };
    child.on("error", end);
    child.on("exit", end);
  });
  child.unref();
  return {
    name,
    ended,
    lastLines: () => readFileSync(log, "utf8").trimEnd().split("\n").slice(-8).join("\n"),
  };
}
