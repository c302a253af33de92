import { connect, type Socket } from "node:net";
import { freePort, type Running, startServer } from "./processes.ts";

/** A Redis on loopback that keeps everything in memory, and one connection to it. */
export interface Redis {
  readonly port: number;
  /** Sends a command and returns what Redis answers: text, a number as text, or nothing. */
  command(...words: readonly string[]): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** Starts Debian's server, of the package "redis-server". */
export async function startRedis(): Promise<Redis> {
  const port = await freePort();
  const nothing = ["--save", "", "--appendonly", "no", "--dir", "/tmp"];
  const running: Running = await startServer(
    "/usr/bin/redis-server",
    ["--bind", "127.0.0.1", "--port", String(port), ...nothing],
    port,
  );
  const socket = connect(port, "127.0.0.1");
  return {
    port,
    command: commands(socket),
    stop: () => {
      socket.destroy();
      return running.stop("SIGTERM");
    },
  };
}

type Waiting = (answer: string | undefined) => void;

/** Redis' own protocol, as far as simple answers go: `+OK`, `-ERR …`, `:1`, `$5` and five bytes, `$-1`. */
function commands(socket: Socket): Redis["command"] {
  const waiting: Waiting[] = [];
  let rest = "";
  socket.on("data", (chunk: Buffer) => {
    rest += chunk.toString("latin1");
    for (let found = answerIn(rest); found; found = answerIn(rest)) {
      rest = rest.slice(found.length);
      waiting.shift()?.(found.text);
    }
  });
  return (...words) => {
    const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    socket.write(`*${words.length}\r\n${parts.join("")}`);
    return new Promise((resolve) => waiting.push(resolve));
  };
}

/** The first whole answer of a text; undefined while more has to come. */
function answerIn(text: string): { readonly text: string | undefined; readonly length: number } | undefined {
  const end = text.indexOf("\r\n");
  if (end < 0) {
    return undefined;
  }
  const head = text.slice(1, end);
  if (!text.startsWith("$")) {
    return { text: head, length: end + 2 };
  }
  const bytes = Number(head);
  if (bytes < 0) {
    return { text: undefined, length: end + 2 };
  }
  const length = end + 2 + bytes + 2;
  return text.length < length ? undefined : { text: text.slice(end + 2, end + 2 + bytes), length };
}
