import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from "node:net";

/** A request as a stub got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
}

/** A pod on loopback. */
export interface Stub {
  readonly address: string;
  /** Requests so far. */
  readonly received: readonly Received[];
  /** Connections so far. */
  readonly connections: () => number;
  readonly server: Server | TcpServer;
  stop(): Promise<void>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A pod that answers its name, or whatever a handler does. */
export async function startStub(answer: string | Handler): Promise<Stub> {
  const handler: Handler = typeof answer === "string" ? (_, response) => response.end(answer) : answer;
  const received: Received[] = [];
  const server = createServer((request, response) => {
    received.push({
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
    });
    // A proxy that gives up leaves without a word.
    response.on("error", () => {});
    handler(request, response);
  });
  const stub = await listening(server, received);
  return {
    ...stub,
    stop: () => {
      server.closeAllConnections();
      return stub.stop();
    },
  };
}

/** A pod that takes connections, and breaks each as soon as something is asked of it. */
export function startBroken(): Promise<Stub> {
  return listening(
    createTcpServer((socket) => socket.once("data", () => socket.destroy())),
    [],
  );
}

/** A pod that takes connections and reads nothing that is sent to it. */
export function startDeaf(): Promise<Stub> {
  return listening(
    createTcpServer((socket) => socket.pause()),
    [],
  );
}

async function listening(server: Server | TcpServer, received: readonly Received[]): Promise<Stub> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) {
    throw new Error("a stub has no port");
  }
  return {
    address: `127.0.0.1:${address.port}`,
    received,
    connections: () => connections,
    server,
    stop: () => {
      for (const socket of open) {
        socket.destroy();
      }
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
