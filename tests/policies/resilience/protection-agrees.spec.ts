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
    "each type with its own flag": [
      resource("gcp:container/cluster:Cluster", { deletionProtection: true }, { protect: true }),
      resource("gcp:secretmanager/secret:Secret", { deletionProtection: true }, { protect: true }),
      resource("gcp:redis/instance:Instance", { deletionProtection: true }, { protect: true }),
      resource("gcp:redis/cluster:Cluster", { deletionProtectionEnabled: true }, { protect: true }),
    ],
    "each type that Pulumi protects and that refuses deletion by default": [
      resource("gcp:container/cluster:Cluster", {}, { protect: true }),
      resource("gcp:redis/instance:Instance", {}, { protect: true }),
      resource("gcp:redis/cluster:Cluster", {}, { protect: true }),
    ],
    "a secret that may be deleted by default": [resource("gcp:secretmanager/secret:Secret", {})],
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
    "a protected secret without the flag": {
      stack: [resource("gcp:secretmanager/secret:Secret", {}, { protect: true })],
      findings: ["Pulumi protects it, but deletionProtection allows deletion [deletionProtection]"],
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
