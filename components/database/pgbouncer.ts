/** Inputs of PgBouncer's configuration. */
export interface PgBouncerSettings {
  readonly databases: readonly string[];
  readonly mode: "transaction" | "session";
  readonly port: number;
  /** Connections to the server that one pod may open for one database. */
  readonly serverConnections: number;
  /** Connections that one pod accepts. */
  readonly clientConnections: number;
  /** Path of the server's certificate authority. */
  readonly authorityFile: string;
}

/** Paths that are filled in at the pod's startup; the folder is empty and writable. */
export const PGBOUNCER_CONFIG = "/tmp/pgbouncer.ini";
export const PGBOUNCER_USERS = "/tmp/userlist.txt";
/** Path of the mounted configuration template, before host and port are filled in. */
export const PGBOUNCER_TEMPLATE = "/etc/pgbouncer/template.ini";

/**
 * Configuration of PgBouncer, with `@HOST@` and `@PORT@` as placeholders for the server's address, which is known only
 * once the server exists. Source: PgBouncer documentation, config.
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
    // Drivers set it at connection start, and it has no effect here.
    "ignore_startup_parameters = extra_float_digits",
    "server_tls_sslmode = verify-ca",
    `server_tls_ca_file = ${authorityFile}`,
    // After waiting this long, in s, a client gets an error.
    "query_wait_timeout = 10",
    "server_idle_timeout = 60",
    "",
  ].join("\n");
}

/**
 * Command that fills in the address and the user from a pod's link, and starts PgBouncer.
 *
 * @param link name of the link to the server in environment variables, such as `DATABASE`
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
