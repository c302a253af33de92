import { UNKNOWN } from "#graph/model";
import { sqlBackups } from "#policies/gcp/sql/backups";
import { sqlInstance } from "../../support/databases.ts";
import { describeRule } from "../../support/rules.ts";

const BACKUP = "settings.backupConfiguration";

describeRule(sqlBackups, {
  passes: {
    "backups and recovery to any moment": [sqlInstance()],
    "MySQL with its binary log": [sqlInstance({ [BACKUP]: { enabled: true, binaryLogEnabled: true } })],
    "a replica, which is backed up where it comes from": [
      sqlInstance({ masterInstanceName: "primary", [BACKUP]: undefined }),
    ],
  },
  fails: {
    "no backups": {
      stack: [sqlInstance({ [BACKUP]: undefined })],
      findings: [`the database is not backed up [${BACKUP}.enabled]`],
    },
    "backups alone": {
      stack: [sqlInstance({ [BACKUP]: { enabled: true } })],
      findings: [`the database has no point-in-time recovery [${BACKUP}.pointInTimeRecoveryEnabled]`],
    },
  },
  unknown: {
    "a primary that is not made yet": {
      stack: [sqlInstance({ masterInstanceName: UNKNOWN })],
      at: ["masterInstanceName"],
    },
  },
});
