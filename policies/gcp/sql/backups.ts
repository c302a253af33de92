import { resourceRule } from "../../rule.ts";
import { isReplica, SQL_INSTANCE } from "./instance.ts";

export const sqlBackups = resourceRule({
  id: "gcp-sql-backups",
  title: "Databases have backups and point-in-time recovery",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_14"], Trivy: ["GCP-0024"] },
  appliesTo: [SQL_INSTANCE],
  fix: "set settings.backupConfiguration.enabled and pointInTimeRecoveryEnabled to true",
  why: "Otherwise a bad migration or a dropped table is permanent, or loses everything since the last nightly backup.",
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
    // MySQL uses its binary log for point-in-time recovery.
    const recovery = backup.at("pointInTimeRecoveryEnabled");
    if (!recovery.is(true) && !backup.at("binaryLogEnabled").is(true)) {
      yield recovery.violation("the database has no point-in-time recovery");
    }
  },
});
