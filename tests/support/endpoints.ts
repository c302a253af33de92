import type { Endpoint } from "#components/core/link";

/** The identity of an endpoint that a stack elsewhere owns: it is outside of every graph that a test records. */
export function elsewhere(role: string): string {
  return `urn:pulumi:data::shop::strata:database:PostgresDatabase::database#${role}`;
}

/** A database at Turso as its component hands it out: a host outside, opened by a token. */
export function tursoEndpoint(host: string, token: string): Endpoint {
  return {
    id: elsewhere("libsql"),
    name: "database",
    host,
    port: 443,
    protocol: "libsql",
    peer: { kind: "host", hosts: [host] },
    credential: { files: { token } },
  };
}

/** A server of PostgreSQL as its component hands it out, once its address is known. */
export const POSTGRES: Endpoint = {
  id: elsewhere("primary"),
  name: "database",
  host: "10.0.0.5",
  port: 5432,
  protocol: "postgres",
  peer: { kind: "cidr", ranges: ["10.0.0.0/16"] },
  credential: { files: { user: "shop-user", password: "shop-password", "ca.pem": "shop-ca" } },
};
