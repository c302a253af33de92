import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { type Endpoint, linkTo } from "../core/link.ts";
import type { Resources } from "../workload/pod/container/resources.ts";
import {
  CREDENTIALS_PATH,
  type SecretStoreReference,
  variableOf,
} from "../workload/pod/files/credentials.ts";
import { WebService } from "../workload/web-service.ts";
import { PGBOUNCER_TEMPLATE, pgBouncerConfig, pgBouncerStart } from "./pgbouncer.ts";

/** Arguments of a {@link ConnectionPooler}. */
export interface ConnectionPoolerArgs {
  /** An existing namespace. */
  readonly namespace: string;
  /** The system that the objects belong to. */
  readonly partOf: string;
  /**
   * Image of PgBouncer by digest, with a shell, such as `ghcr.io/cloudnative-pg/pgbouncer@sha256:…`. From 1.24 on,
   * prepared statements also work in transaction mode.
   */
  readonly image: string;
  /** The server: an endpoint of a {@link PostgresDatabase}, with its user, password and certificate authority. */
  readonly server: Endpoint;
  /** Databases that clients may use. */
  readonly databases: readonly string[];
  /** Connections to the server, all pods and databases together, within the server's limit. */
  readonly serverConnections: number;
  /** Client connections, all pods together. Default 2000; each takes about 2 KiB. */
  readonly clientConnections?: number;
  /**
   * How long a client keeps a server connection. "transaction" shares best, and forbids session state: session
   * variables, LISTEN, advisory locks. Default "transaction".
   */
  readonly mode?: "transaction" | "session";
  /** Number of pods, 2 to 10. Default 2. */
  readonly replicas?: number;
  /** Default: 50m to 1 CPU, 64Mi to 128Mi memory; one pod uses one core at most. */
  readonly resources?: Resources;
  /** Store of the credentials. */
  readonly secretStore: SecretStoreReference;
  /** The epoch of the passwords' rotation: PgBouncer reads them only at startup. Default: they never change. */
  readonly credentialsRevision?: string;
}

const PORT = 6432;

const DEFAULT_RESOURCES: Resources = {
  requests: { cpu: "50m", memory: "64Mi" },
  limits: { cpu: "1", memory: "128Mi" },
};

/**
 * PgBouncer between services and a PostgreSQL server that accepts fewer connections than all their pools together need.
 * Services link to its {@link endpoint} instead of the server's, with the same user and password; only the pooler
 * reaches the server.
 *
 * @public
 * @throws ArgumentError naming the invalid argument, before anything is registered
 */
export class ConnectionPooler extends Component {
  /** Endpoint for services: PostgreSQL's protocol without TLS, inside the cluster. */
  readonly endpoint: Endpoint;
  readonly resources: { readonly service: WebService };

  constructor(name: string, args: ConnectionPoolerArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(name, args);
    super("database", "ConnectionPooler", name, settings, opts);

    const { namespace, partOf, databases, serverConnections, clientConnections, mode, replicas } = settings;
    const { image, server, secretStore, credentialsRevision, resources = DEFAULT_RESOURCES } = args;
    const config = pgBouncerConfig({
      databases,
      mode,
      port: PORT,
      serverConnections: perPod(serverConnections, replicas, databases),
      clientConnections: Math.ceil(clientConnections / replicas),
      authorityFile: `${CREDENTIALS_PATH}/${server.name}/ca.pem`,
    });
    const service = new WebService(
      name,
      {
        namespace,
        partOf,
        image,
        command: pgBouncerStart(variableOf(server.name)),
        files: { [PGBOUNCER_TEMPLATE]: config },
        port: PORT,
        servicePort: 5432,
        protocol: "tcp",
        resources,
        scaling: { replicas },
        // A TCP connection proves that it listens; an unavailable server is no reason to restart it.
        probes: { liveness: { tcpPort: PORT }, readiness: { tcpPort: PORT } },
        links: [server],
        secretStore,
        ...(credentialsRevision === undefined ? {} : { credentialsRevision }),
      },
      { parent: this },
    );
    const { user = "", password = "" } = server.credential?.files ?? {};
    this.endpoint = {
      ...service.endpoint,
      id: this.endpointId("postgres"),
      protocol: "postgres",
      credential: { files: { user, password } },
    };
    this.resources = { service };
    this.publish({
      facts: {
        pooling: { server: server.name, serverConnections, clientConnections, mode },
        replicas: { min: replicas, max: replicas },
      },
      endpoints: [this.endpoint],
      links: [linkTo(this.urn, server)],
    });
  }
}

/** Connections that one pod may open for one database, so that all together stay within the total. */
function perPod(connections: number, pods: number, databases: readonly string[]): number {
  return Math.floor(connections / pods / databases.length);
}

function withDefaults(name: string, args: ConnectionPoolerArgs) {
  const checks = argumentsOf("ConnectionPooler", name, args);
  const { namespace, partOf, server, databases, serverConnections, mode = "transaction" } = args;
  const { clientConnections = 2000, replicas = 2 } = args;
  checks.that(server.protocol === "postgres", "server.protocol", server.protocol, '"postgres"');
  for (const file of ["user", "password", "ca.pem"]) {
    const files = server.credential?.files ?? {};
    checks.that(
      Object.hasOwn(files, file),
      "server.credential",
      Object.keys(files),
      `files with ${file} among them`,
    );
  }
  checks.that(databases.length > 0, "databases", databases, "lists with at least one name");
  for (const database of databases) {
    checks.matches(
      "databases",
      database,
      /^[a-z][a-z0-9_-]{0,62}$/,
      "lower-case names of up to 63 characters",
    );
  }
  checks.whole("replicas", replicas, 2, 10, "one alone is an outage with each of its restarts");
  checks.whole("clientConnections", clientConnections, 1, 100_000);
  const least = replicas * databases.length;
  checks.whole(
    "serverConnections",
    serverConnections,
    least,
    10_000,
    `one at least for each of ${replicas} pods and each database`,
  );
  return {
    namespace,
    partOf,
    databases: [...databases],
    serverConnections,
    clientConnections,
    mode,
    replicas,
    server: server.name,
  };
}
