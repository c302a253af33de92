import type { PostgresDatabaseArgs } from "#components/database/postgres/args";
import { PostgresDatabase } from "#components/database/postgres-database";
import type { Graph, Values } from "#graph/model";
import { testPrivateServices } from "../../../support/fixtures/private-services.ts";
import { nodeNamed, recordWith } from "../../../support/record.ts";

export const INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
export const PASSWORD = "random:index/randomPassword:RandomPassword";
export const ARGS = {
  prefix: "shop-prod",
  project: { id: "test-project", number: "123456789012" },
  namespaces: ["shop"],
  region: "us-central1",
  tier: "db-custom-2-7680",
} as const;

/** Records a database called "database". */
export function recorded(args: Partial<PostgresDatabaseArgs> = {}): Promise<Graph> {
  return recordWith(({ gcp, all }) => {
    new PostgresDatabase(
      "database",
      { ...ARGS, privateServices: testPrivateServices(gcp), ...args },
      { providers: all },
    );
    return {};
  });
}

/** The credential of the user "app", with the secret that holds a server's authority. */
export function credentialWith(authority: string) {
  return {
    files: {
      user: "shop-prod-database-app-user",
      password: "shop-prod-database-app-password",
      "ca.pem": authority,
    },
  };
}

/** Settings of an instance. */
export function settingsOf(graph: Graph, name: string): Values {
  return nodeNamed(graph, name).inputs["settings"] as Values;
}

/** Flags of an instance, by name. */
export function flagsOf(graph: Graph, name: string): Record<string, string> {
  const flags = settingsOf(graph, name)["databaseFlags"] as unknown as { name: string; value: string }[];
  return Object.fromEntries(flags.map(({ name: flag, value }) => [flag, value]));
}

/** What the component says about itself. */
export function published(graph: Graph): Values {
  return nodeNamed(graph, "database", "strata:database:PostgresDatabase").published ?? {};
}

/** Endpoints that the component publishes. */
export function endpointsOf(graph: Graph): Values[] {
  return published(graph)["endpoints"] as unknown as Values[];
}
