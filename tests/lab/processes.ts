import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync } from "node:fs";
import { connect, createServer } from "node:net";

/** Who servers run as that refuse to be root: Debian's user of the package "postgresql", when we are root. */
export function serverUser(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** Hands a file or folder to the servers' user. */
export function handOver(path: string): void {
  const { uid, gid } = serverUser();
  if (uid !== undefined && gid !== undefined) {
    chownSync(path, uid, gid);
  }
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** A server that runs until it is stopped. */
export interface Running {
  readonly process: ChildProcess;
  /** What it wrote so far. */
  log(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** What a server is started with beside its command. */
export interface ServerOptions {
  /** Environment besides PATH. Default none. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it answers, for a server that listens before it does. Default: it answers once it listens. */
  readonly isReady?: () => boolean;
}

/** Starts a server and waits until it answers. @throws Error with its output when it ends before */
export async function startServer(
  command: string,
  args: readonly string[],
  port: number,
  { env = {}, isReady = () => true }: ServerOptions = {},
): Promise<Running> {
  const process_ = spawn(command, [...args], {
    ...serverUser(),
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  process_.stdout.on("data", keep);
  process_.stderr.on("data", keep);
  const ended = new Promise<void>((resolve) => process_.once("exit", () => resolve()));
  while (!((await isListening(port)) && isReady())) {
    if (process_.exitCode !== null) {
      throw new Error(`${command} ended: ${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    process: process_,
    log: () => output,
    stop: (signal = "SIGINT") => {
      process_.kill(signal);
      return ended;
    },
  };
}

/** Whether something accepts connections on a port of the loopback. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
