import { resourceRule } from "../../rule.ts";
import { isReplica, SQL_INSTANCE } from "./instance.ts";

/** Ways to create an instance from another one's data, which brings the users and their passwords with it. */
const COPIES = ["clone", "restoreBackupContext", "pointInTimeRestoreContext", "backupdrBackup"];

export const sqlRootPassword = resourceRule({
  id: "gcp-sql-root-password",
  title: "Databases with a password policy have a root password",
  appliesTo: [SQL_INSTANCE],
  fix: "set rootPasswordWo and rootPasswordWoVersion, or rootPassword, to a generated password that the policy accepts",
  why: "Cloud SQL applies the policy to the root user first, and refuses to create the instance without a password.",
  *check(instance) {
    if (isReplica(instance) || COPIES.some((copy) => instance.at(copy).exists())) {
      return;
    }
    const policy = instance.at("settings.passwordValidationPolicy.enablePasswordPolicy");
    const required = instance.at("databaseVersion").text()?.startsWith("SQLSERVER") || policy.is(true);
    const passwords = ["rootPasswordWo", "rootPassword"].map((name) => instance.at(name));
    if (required && !passwords.some((password) => !password.isReadable() || password.exists())) {
      yield instance.at("rootPasswordWo").violation("the database has no root password");
    }
  },
});
