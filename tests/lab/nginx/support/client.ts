import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { HOST, type Nginx } from "./server.ts";

/** How a request is made. */
export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Address of the loopback that it comes from. Default 127.0.0.1. */
  readonly from?: string;
  /** Ends the request before it is answered. */
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const AGENT = new Agent({ keepAlive: true, maxSockets: 256 });

/** Asks nginx for a path of the host. */
export function ask({ port }: Pick<Nginx, "port">, path: string, how: Ask = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body, from, signal } = how;
  return new Promise((resolve, reject) => {
    const sent = request({
      host: "127.0.0.1",
      port,
      path,
      method,
      headers: { Host: HOST, ...headers },
      agent: AGENT,
      ...(from === undefined ? {} : { localAddress: from }),
      ...(signal === undefined ? {} : { signal }),
    });
    sent.once("error", reject);
    sent.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString("latin1"),
        }),
      );
    });
    sent.end(body);
  });
}

/** Asks many times at once. */
export function askTimes(
  times: number,
  nginx: Pick<Nginx, "port">,
  path: string,
  how?: Ask,
): Promise<Answer[]> {
  return Promise.all(Array.from({ length: times }, () => ask(nginx, path, how)));
}

/** Asks many times, one after the other, and returns what was answered. */
export async function askInTurn(
  times: number,
  nginx: Pick<Nginx, "port">,
  path: string,
  how?: Ask,
): Promise<string[]> {
  const bodies: string[] = [];
  for (let turn = 0; turn < times; turn++) {
    bodies.push((await ask(nginx, path, how)).body);
  }
  return bodies;
}

/** How often each answer came. */
export function tally(answers: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return counts;
}
