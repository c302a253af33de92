import { SECRET, UNKNOWN } from "#graph/model";
import { sqlRootPassword } from "#policies/gcp/sql/root-password";
import { sqlInstance } from "../../support/databases.ts";
import { describeRule } from "../../support/rules.ts";

const POLICY = "settings.passwordValidationPolicy";
const ENFORCED = { enablePasswordPolicy: true };

describe("A1 root passwords of databases", () => {
  describeRule(sqlRootPassword, {
    passes: {
      "an instance without a policy": [sqlInstance()],
      "a write-only password": [sqlInstance({ [POLICY]: ENFORCED, rootPasswordWo: SECRET })],
      "a password in the state, not generated yet": [
        sqlInstance({ [POLICY]: ENFORCED, rootPassword: UNKNOWN }),
      ],
      "a replica, which has its primary's users": [
        sqlInstance({ [POLICY]: ENFORCED, masterInstanceName: "primary" }),
      ],
      "a clone, which has its source's users": [
        sqlInstance({ [POLICY]: ENFORCED, clone: { sourceInstanceName: "other" } }),
      ],
    },
    fails: {
      "a policy alone": {
        stack: [sqlInstance({ [POLICY]: ENFORCED })],
        findings: ["the database has no root password [rootPasswordWo]"],
      },
      "SQL Server, which always needs one": {
        stack: [sqlInstance({ databaseVersion: "SQLSERVER_2022_STANDARD" })],
        findings: ["the database has no root password [rootPasswordWo]"],
      },
    },
    unknown: {
      "a policy that is not known": {
        stack: [sqlInstance({ [POLICY]: { enablePasswordPolicy: UNKNOWN } })],
        at: [`${POLICY}.enablePasswordPolicy`],
      },
    },
  });
});
