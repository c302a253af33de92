import { Provider } from "@pulumi/gcp/provider.js";
import { LibsqlDatabase } from "#components/database/libsql-database";

/** A database at Turso with copies on three continents; docs/runbooks/turso.md tells how it comes about. */
export function program() {
  const provider = new Provider("gcp", { project: "shop-prod", region: "us-central1" });
  const database = new LibsqlDatabase(
    "database",
    {
      prefix: "shop-prod",
      project: { id: "shop-prod", number: "123456789012" },
      namespaces: ["shop"],
      rotation: { epoch: "2026-10-01" },
      driver: { kind: "turso", organization: "acme" },
      primary: "ord",
      replicas: { iad: {}, sjc: {}, fra: {}, syd: {} },
    },
    { provider },
  );
  return { host: database.endpoint.host };
}
