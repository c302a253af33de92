import type { Node, Value } from "#graph/model";
import { changedAll, resource } from "./nodes.ts";

/** A Cloud SQL instance that meets every rule, with some of its inputs changed. */
export function sqlInstance(changes: Readonly<Record<string, Value | undefined>> = {}): Node {
  const inputs = {
    databaseVersion: "POSTGRES_18",
    deletionProtection: false,
    settings: {
      tier: "db-custom-2-7680",
      ipConfiguration: { ipv4Enabled: false, sslMode: "ENCRYPTED_ONLY" },
      backupConfiguration: { enabled: true, pointInTimeRecoveryEnabled: true },
    },
  };
  return changedAll(resource("gcp:sql/databaseInstance:DatabaseInstance", inputs), changes);
}
