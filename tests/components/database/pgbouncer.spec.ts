import { expect } from "chai";
import { pgBouncerConfig, pgBouncerStart } from "#components/database/pgbouncer";

describe("PgBouncer", () => {
  it("I17 has exactly this configuration", () => {
    const config = pgBouncerConfig({
      databases: ["shop", "blog"],
      mode: "session",
      port: 5432,
      serverConnections: 20,
      clientConnections: 500,
      authorityFile: "/ca.pem",
    });
    expect(config.split("\n")).to.deep.equal([
      "[databases]",
      "shop = host=@HOST@ port=@PORT@",
      "blog = host=@HOST@ port=@PORT@",
      "",
      "[pgbouncer]",
      "listen_addr = 0.0.0.0",
      "listen_port = 5432",
      "unix_socket_dir =",
      "auth_type = scram-sha-256",
      "auth_file = /tmp/userlist.txt",
      "pool_mode = session",
      "max_client_conn = 500",
      "default_pool_size = 20",
      "max_db_connections = 20",
      "ignore_startup_parameters = extra_float_digits",
      "server_tls_sslmode = verify-ca",
      "server_tls_ca_file = /ca.pem",
      "query_wait_timeout = 10",
      "server_idle_timeout = 60",
      "",
    ]);
  });

  it("I17 starts with the address and the user of its link, in files that others cannot read", () => {
    expect(pgBouncerStart("DATABASE")).to.deep.equal([
      "/bin/sh",
      "-c",
      [
        "set -eu",
        "umask 077",
        'sed -e "s|@HOST@|$DATABASE_HOST|" -e "s|@PORT@|$DATABASE_PORT|" /etc/pgbouncer/template.ini > /tmp/pgbouncer.ini',
        `printf '"%s" "%s"\\n' "$(cat "$DATABASE_USER_FILE")" "$(cat "$DATABASE_PASSWORD_FILE")" > /tmp/userlist.txt`,
        "exec pgbouncer /tmp/pgbouncer.ini",
      ].join("\n"),
    ]);
  });
});
