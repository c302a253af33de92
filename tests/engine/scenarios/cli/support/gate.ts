import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";

const VARIABLE = "STRATA_TEST_GATE";

/** Holds operations of a provider until a spec lets them go on. */
export class Gate {
  /** What a run's environment needs for its providers to find the gate. */
  readonly variables: Readonly<Record<string, string>>;
  readonly #server: Server;
  readonly #waiting = new Set<Socket>();

  /** @param folder where the gate's socket lies */
  static async open(folder: string): Promise<Gate> {
    const gate = new Gate(join(folder, "gate"));
    await once(gate.#server, "listening");
    return gate;
  }

  private constructor(path: string) {
    this.variables = { [VARIABLE]: path };
    this.#server = createServer((socket) => {
      this.#waiting.add(socket);
      // One that waits and is killed takes its connection with it.
      socket.on("error", () => {}).on("close", () => this.#waiting.delete(socket));
    }).listen(path);
  }

  /** Resolves once another operation waits. */
  async arrival(): Promise<void> {
    await once(this.#server, "connection");
  }

  /** Lets go on what waits. */
  release(): void {
    for (const socket of this.#waiting) {
      socket.end("go on");
    }
  }

  /** Ends it; what still waits fails. */
  close(): void {
    for (const socket of this.#waiting) {
      socket.destroy();
    }
    this.#server.close();
  }
}

/** Waits at the gate of this process's environment; goes on at once where there is none. */
export async function passGate(): Promise<void> {
  const path = process.env[VARIABLE];
  if (path === undefined) {
    return;
  }
  const socket = connect(path);
  const [answer] = await Promise.race([once(socket, "data"), once(socket, "close")]);
  if (!Buffer.isBuffer(answer)) {
    throw new Error("the gate was closed");
  }
}
