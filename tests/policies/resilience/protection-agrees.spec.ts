import { UNKNOWN } from "#graph/model";
import { protectionAgrees } from "#policies/resilience/protection-agrees";
import { sqlInstance } from "../support/databases.ts";
import { changed, resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

const SQL = changed(sqlInstance(), "deletionProtection", true);
const GUARDED = { ...changed(SQL, "settings.deletionProtectionEnabled", true), protect: true };
const bucket = (forceDestroy: boolean, protect: boolean) =>
  resource("gcp:storage/bucket:Bucket", { forceDestroy }, { protect });

describeRule(protectionAgrees, {
  passes: {
    "a database guarded three times": [GUARDED],
    "a database of a test environment": [sqlInstance()],
    "a bucket of a test environment that keeps what is in it": [bucket(false, false)],
  },
  fails: {
    "a guard that was forgotten": {
      stack: [{ ...SQL, protect: true }],
      findings: [
        "Pulumi protects it, but settings.deletionProtectionEnabled allows deletion [settings.deletionProtectionEnabled]",
      ],
    },
    "a test environment that cannot be destroyed": {
      stack: [SQL],
      findings: ["Pulumi may delete it, but deletionProtection refuses deletion [deletionProtection]"],
    },
    "a test environment that cannot be destroyed by default": {
      stack: [changed(SQL, "deletionProtection", undefined)],
      findings: [
        "Pulumi may delete it, but deletionProtection refuses deletion by default [deletionProtection]",
      ],
    },
    "a protected bucket that empties itself": {
      stack: [bucket(true, true)],
      findings: ["Pulumi protects it, but forceDestroy allows deletion [forceDestroy]"],
    },
  },
  unknown: {
    "a guard that is not known": {
      stack: [changed(GUARDED, "deletionProtection", UNKNOWN)],
      at: ["deletionProtection"],
    },
  },
});
