import { readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { Agent, type RequestOptions, request } from "node:https";
import type { Wire } from "../../provider/wire.ts";
import { textAt } from "./object.ts";

/** Where an API server is, and how it is spoken to. */
export interface Access {
  /** Such as `https://127.0.0.1:36443`. */
  readonly server: string;
  /** File with the certificate that the server's one is signed by. */
  readonly certificateAuthority: string;
  readonly token: string;
}

/** Writes a kubeconfig, as JSON, which every reader of YAML understands. */
export function writeKubeconfig(file: string, { server, certificateAuthority, token }: Access): void {
  const name = "test";
  const kubeconfig = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority": certificateAuthority } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  };
  writeFileSync(file, JSON.stringify(kubeconfig), { mode: 0o600 });
}

/** Reads what {@link writeKubeconfig} wrote. */
export function readKubeconfig(file: string): Access {
  const kubeconfig: Wire = JSON.parse(readFileSync(file, "utf8"));
  return {
    server: textAt(kubeconfig, "clusters", 0, "cluster", "server"),
    certificateAuthority: textAt(kubeconfig, "clusters", 0, "cluster", "certificate-authority"),
    token: textAt(kubeconfig, "users", 0, "user", "token"),
  };
}

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: Wire;
  /** Default `application/json`. */
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

/** Keeps connections to one API server open. */
export class Connection {
  readonly #access: Access;
  readonly #agent: Agent;

  constructor(access: Access) {
    this.#access = access;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: 32,
      ca: readFileSync(access.certificateAuthority),
    });
  }

  /** Sends a request; the answer's body is still to be read. */
  open({ method, path, body, contentType = "application/json", signal }: Call): Promise<IncomingMessage> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const options: RequestOptions = {
      method,
      agent: this.#agent,
      headers: {
        authorization: `Bearer ${this.#access.token}`,
        accept: "application/json",
        ...(text === undefined
          ? {}
          : { "content-type": contentType, "content-length": Buffer.byteLength(text) }),
      },
      ...(signal ? { signal } : {}),
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#access.server}${path}`, options, resolve);
      sent.on("error", reject);
      sent.end(text);
    });
  }

  /** Sends a request and reads the answer whole. */
  async send(call: Call): Promise<{ readonly code: number; readonly text: string }> {
    const response = await this.open(call);
    let text = "";
    for await (const part of response.setEncoding("utf8")) {
      text += part;
    }
    return { code: response.statusCode ?? 0, text };
  }

  close(): void {
    this.#agent.destroy();
  }
}
