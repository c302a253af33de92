import { resourceRule } from "../../rule.ts";

export const bucketUniformAccess = resourceRule({
  id: "gcp-bucket-uniform-access",
  title: "Buckets use uniform bucket-level access",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_29"], Trivy: ["GCP-0002"] },
  appliesTo: ["gcp:storage/bucket:Bucket"],
  fix: "set uniformBucketLevelAccess to true",
  why: "Object ACLs do not appear in IAM audits and outlive the roles that reviewers check.",
  *check(bucket) {
    const uniform = bucket.at("uniformBucketLevelAccess");
    if (!uniform.is(true)) {
      yield uniform.violation("objects can have their own ACLs");
    }
  },
});
