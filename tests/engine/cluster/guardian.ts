import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Ends every process whose id stands in a file of the folder, waits for their end, and removes the folder. */
const SCRIPT = `
cat >/dev/null
running=$(cat "$1"/*.pid 2>/dev/null)
for id in $running; do kill -KILL "$id" 2>/dev/null; done
tries=0
while [ $tries -lt 40 ]; do
  rest=
  for id in $running; do kill -0 "$id" 2>/dev/null && rest=yes; done
  [ -z "$rest" ] && break
  tries=$((tries + 1)); sleep 0.05
done
rm -rf "$1"
`;

/** A temporary folder that does not outlive this process, and neither do the servers that write to it. */
export interface Guarded {
  readonly folder: string;
  /** Ends the servers and removes the folder. */
  release(): Promise<void>;
}

/**
 * Makes a folder and a shell that waits for the end of this process, however it ends: by itself, on Ctrl-C or
 * by SIGKILL, the pipe between them closes, and the shell ends the servers and removes the folder.
 */
export function startGuardian(): Guarded {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "strata-cluster-")));
  const shell = spawn("sh", ["-c", SCRIPT, "guardian", folder], {
    // A process group of its own: a signal to this one's group must not end it before its work is done.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = new Promise<void>((resolve) => {
    shell.on("error", () => resolve());
    shell.on("exit", () => resolve());
  });
  // Neither the shell nor the pipe to it keeps this process alive.
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  return {
    folder,
    async release() {
      shell.ref();
      shell.stdin.end();
      await ended;
    },
  };
}
