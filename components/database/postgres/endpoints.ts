import type { DatabaseInstance } from "@pulumi/gcp/sql/databaseInstance.js";
import type { Output } from "@pulumi/pulumi";
import type { CidrPeer, Endpoint } from "../../core/link.ts";
import { mapOutput } from "../../core/outputs.ts";
import type { SecretSource } from "../../secrets/values/source.ts";
import { type Credentials, type Kept, storedValue } from "../credentials.ts";
import type { UserResources } from "./access.ts";

/** The endpoints of one user. */
export interface PostgresAccess {
  /** Serves reads and writes. */
  readonly primary: Endpoint;
  /** Serve reads, slightly behind, by the keys of the argument. */
  readonly replicas: Readonly<Record<string, Endpoint>>;
}

/** The instances of a database. */
export interface PostgresInstances {
  readonly primary: DatabaseInstance;
  readonly replicas: Readonly<Record<string, DatabaseInstance>>;
}

/** Values in Secret Manager: users with their passwords, and the authority of each instance. */
export function keptOf({
  primary,
  replicas,
  users,
}: PostgresInstances & { readonly users: Readonly<Record<string, UserResources>> }): Omit<Kept, "protect"> {
  return {
    rotated: keyed(users, "password", ({ password }) => storedValue(password.result)),
    lasting: {
      ...keyed(users, "user", (_user, key) => storedValue(key)),
      ...keyed({ primary, ...replicas }, "ca", authorityOf),
    },
  };
}

/** Inputs of endpoints. */
export interface AccessSource extends PostgresInstances {
  /** Key of the instance that is the primary: "primary", or a promoted replica. */
  readonly serving: string;
  readonly credentials: Credentials;
  /** The peer of the callers' egress. */
  readonly peer: CidrPeer;
  /** Identity of an endpoint, by its role. */
  readonly idOf: (role: string) => Output<string>;
}

/** The endpoints of a database for one user. */
export function accessOf(
  name: string,
  user: string,
  { primary, replicas, serving, credentials, peer, idOf }: AccessSource,
): PostgresAccess {
  const endpoint = (own: string, instance: DatabaseInstance, key: string, role: string): Endpoint => ({
    id: idOf(role),
    name: own,
    host: instance.privateIpAddress,
    port: 5432,
    protocol: "postgres",
    // The range rather than the address, which is known only once the instance exists.
    peer,
    credential: credentials.credential({
      user: `${user}-user`,
      password: `${user}-password`,
      "ca.pem": `${key}-ca`,
    }),
  });
  return {
    primary: endpoint(name, replicas[serving] ?? primary, serving, "primary"),
    replicas: Object.fromEntries(
      Object.entries(replicas).map(([key, instance]) => [
        key,
        endpoint(`${name}-${key}`, instance, key, `replica-${key}`),
      ]),
    ),
  };
}

/** Every instance has its own authority; two during a handover. */
function authorityOf(instance: DatabaseInstance): SecretSource {
  return storedValue(mapOutput(instance.serverCaCerts, (all) => all.map(({ cert }) => cert).join("\n")));
}

/** A value for each entry, keyed by the entry's key and the kind of value. */
function keyed<T>(
  record: Readonly<Record<string, T>>,
  what: string,
  value: (entry: T, key: string) => SecretSource,
): Record<string, SecretSource> {
  return Object.fromEntries(
    Object.entries(record).map(([key, entry]) => [`${key}-${what}`, value(entry, key)]),
  );
}
