/** What PgBouncer's configuration follows from. */
export interface PgBouncerSettings {
  readonly databases: readonly string[];
  readonly mode: "transaction" | "session";
  readonly port: number;
  /** Connections to the server that one pod may open for one database. */
  readonly serverConnections: number;
  /** Connections that one pod takes. */
  readonly clientConnections: number;
  /** Path of the server's certificate authority. */
  readonly authorityFile: string;
}

/** Paths that the pod's start fills in; the folder is empty and writable. */
export const PGBOUNCER_CONFIG = "/tmp/pgbouncer.ini";
export const PGBOUNCER_USERS = "/tmp/userlist.txt";
/** Path of the configuration as it is mounted, its host and port still open. */
export const PGBOUNCER_TEMPLATE = "/etc/pgbouncer/template.ini";

/**
 * Configuration of PgBouncer, with `@HOST@` and `@PORT@` where the server's address goes, which is known only
 * once the server is there. Source: PgBouncer documentation, config.
 */
export function pgBouncerConfig(settings: PgBouncerSettings): string {
  const { databases, mode, port, serverConnections, clientConnections, authorityFile } = settings;
  return [
    "[databases]",
    ...databases.map((database) => `${database} = host=@HOST@ port=@PORT@`),
    "",
    "[pgbouncer]",
    "listen_addr = 0.0.0.0",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = scram-sha-256",
    `auth_file = ${PGBOUNCER_USERS}`,
    `pool_mode = ${mode}`,
    `max_client_conn = ${clientConnections}`,
    `default_pool_size = ${serverConnections}`,
    `max_db_connections = ${serverConnections}`,
    // Drivers set it at the start, and it changes nothing here.
    "ignore_startup_parameters = extra_float_digits",
    "server_tls_sslmode = verify-ca",
    `server_tls_ca_file = ${authorityFile}`,
    // A client that waits this long, in s, had better be told.
    "query_wait_timeout = 10",
    "server_idle_timeout = 60",
    "",
  ].join("\n");
}

/**
 * Command that fills in the address and the user from what a link gives a pod, and starts PgBouncer.
 *
 * @param link name of the link to the server as environment variables have it, such as `DATABASE`
 */
export function pgBouncerStart(link: string): readonly string[] {
  const script = [
    "set -eu",
    "umask 077",
    `sed -e "s|@HOST@|$${link}_HOST|" -e "s|@PORT@|$${link}_PORT|" ${PGBOUNCER_TEMPLATE} > ${PGBOUNCER_CONFIG}`,
    `printf '"%s" "%s"\\n' "$(cat "$${link}_USER_FILE")" "$(cat "$${link}_PASSWORD_FILE")" > ${PGBOUNCER_USERS}`,
    `exec pgbouncer ${PGBOUNCER_CONFIG}`,
  ];
  return ["/bin/sh", "-c", script.join("\n")];
}
