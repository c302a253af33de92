import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** A stand-in for Turso's Platform API on loopback: it keeps groups and databases as the real one describes them. */
export interface TursoServer {
  readonly address: string;
  readonly seen: readonly SeenRequest[];
  readonly groups: Map<string, { primary: string; locations: string[] }>;
  readonly databases: Map<string, { group: string; Hostname: string; delete_protection: boolean }>;
  /** Requests, as `POST /path`, that fail with this status from now on. */
  readonly failing: Map<string, number>;
  close(): Promise<void>;
}

/** Starts the server on a port that the system picks. */
export async function startTurso(organization: string): Promise<TursoServer> {
  const seen: SeenRequest[] = [];
  const groups: TursoServer["groups"] = new Map();
  const databases: TursoServer["databases"] = new Map();
  const failing: TursoServer["failing"] = new Map();
  const root = `/v1/organizations/${organization}`;

  const answer = ({ method, path, body }: SeenRequest): [number, unknown] => {
    const status = failing.get(`${method} ${path}`);
    if (status !== undefined) {
      return [status, { error: "as the test wants it" }];
    }
    const [kind = "", name = "", ...rest] = path.replace(`${root}/`, "").split(/[/?]/);
    const given = (body ?? {}) as Record<string, unknown>;
    if (kind === "groups" && method === "POST" && !name) {
      const location = String(given["location"]);
      groups.set(String(given["name"]), { primary: location, locations: [location] });
      return [200, { group: given }];
    }
    if (kind === "databases" && method === "POST" && !name) {
      const database = String(given["name"]);
      const Hostname = `${database}-${organization}.turso.io`;
      databases.set(database, { group: String(given["group"]), Hostname, delete_protection: false });
      return [200, { database: { Name: database, Hostname } }];
    }
    const group = kind === "groups" ? groups.get(name) : undefined;
    const database = kind === "databases" ? databases.get(name) : undefined;
    if (group && rest[0] === "locations" && rest[1]) {
      group.locations = group.locations.filter((each) => each !== rest[1]);
      if (method === "POST") {
        group.locations.push(rest[1]);
      }
      return [200, { group }];
    }
    if (database && rest[0] === "configuration") {
      Object.assign(database, given);
      return [200, { delete_protection: database.delete_protection }];
    }
    if (database && rest[0] === "auth") {
      return [200, { jwt: "header.claims.signature" }];
    }
    if (group || database) {
      return [200, group ? { group } : { database }];
    }
    return [404, { error: `could not find ${kind} ${name}` }];
  };

  const server = createServer(async (request: IncomingMessage, response) => {
    const sent = await text(request);
    const one: SeenRequest = {
      method: request.method ?? "",
      path: request.url ?? "",
      authorization: request.headers.authorization,
      body: sent ? JSON.parse(sent) : undefined,
    };
    seen.push(one);
    const [status, content] = answer(one);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  const port = typeof bound === "object" && bound ? bound.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    seen,
    groups,
    databases,
    failing,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
