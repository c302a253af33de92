import { resourceRule } from "../../rule.ts";
import { isReplica, SQL_INSTANCE } from "./instance.ts";

export const sqlBackups = resourceRule({
  id: "gcp-sql-backups",
  title: "Databases are backed up and can go back to any moment",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_14"], Trivy: ["GCP-0024"] },
  appliesTo: [SQL_INSTANCE],
  fix: "set settings.backupConfiguration.enabled and pointInTimeRecoveryEnabled to true",
  why: "A wrong migration or a deleted table is otherwise final, or costs everything since last night.",
  *check(instance) {
    if (isReplica(instance)) {
      return;
    }
    const backup = instance.at("settings.backupConfiguration");
    const enabled = backup.at("enabled");
    if (!enabled.is(true)) {
      yield enabled.violation("the database is not backed up");
      return;
    }
    // MySQL goes back in time by its binary log.
    const recovery = backup.at("pointInTimeRecoveryEnabled");
    if (!recovery.is(true) && !backup.at("binaryLogEnabled").is(true)) {
      yield recovery.violation("the database can only go back to its last nightly backup");
    }
  },
});
