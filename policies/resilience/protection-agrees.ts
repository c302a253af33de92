import type { PolicyResource } from "../context.ts";
import { resourceRule } from "../rule.ts";

/** A flag with which a provider or the cloud refuses deletion. */
interface Flag {
  readonly path: string;
  /** Value that refuses deletion. */
  readonly refuses: boolean;
  /** Default of the flag. Source: documentation of the provider's types. */
  readonly byDefault: boolean;
  /** Whether deletion always fails while it is on, so that it may only be on if Pulumi protects the resource. */
  readonly hinders: boolean;
}

const FLAGS: Readonly<Record<string, readonly Flag[]>> = {
  "gcp:container/cluster:Cluster": [
    { path: "deletionProtection", refuses: true, byDefault: true, hinders: true },
  ],
  "gcp:sql/databaseInstance:DatabaseInstance": [
    { path: "deletionProtection", refuses: true, byDefault: true, hinders: true },
    { path: "settings.deletionProtectionEnabled", refuses: true, byDefault: false, hinders: true },
  ],
  "gcp:secretmanager/secret:Secret": [
    { path: "deletionProtection", refuses: true, byDefault: false, hinders: true },
  ],
  "gcp:redis/instance:Instance": [
    { path: "deletionProtection", refuses: true, byDefault: true, hinders: true },
  ],
  "gcp:redis/cluster:Cluster": [
    { path: "deletionProtectionEnabled", refuses: true, byDefault: true, hinders: true },
  ],
  // A bucket without forceDestroy refuses deletion only while it is not empty, so it never blocks by mistake.
  "gcp:storage/bucket:Bucket": [{ path: "forceDestroy", refuses: false, byDefault: false, hinders: false }],
};

export const protectionAgrees = resourceRule({
  id: "resilience-protection-agrees",
  title: "Pulumi's, the provider's and the cloud's deletion protection agree",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "CIS GCP": ["6.9"], Checkov: ["CKV_GCP_123"] },
  appliesTo: Object.keys(FLAGS),
  fix: "set protect and the resource's own flags from one environment setting",
  why: "One missing flag can lose data, and one extra flag stops the destroy of a test environment halfway.",
  each: flagsOf,
  *check({ path, refuses, byDefault, hinders }, resource) {
    const flag = resource.at(path);
    const isOn = flag.exists() ? flag.is(refuses) : byDefault === refuses;
    if (resource.protect && !isOn) {
      yield flag.violation(`Pulumi protects it, but ${path} allows deletion`);
    }
    if (!resource.protect && isOn && hinders) {
      yield flag.violation(
        `Pulumi may delete it, but ${path} refuses deletion${flag.exists() ? "" : " by default"}`,
      );
    }
  },
});

function flagsOf(resource: PolicyResource): readonly Flag[] {
  return FLAGS[resource.type] ?? [];
}
