import { resourceRule } from "../../rule.ts";

export const bucketUniformAccess = resourceRule({
  id: "gcp-bucket-uniform-access",
  title: "Access to buckets is decided by IAM alone",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_29"], Trivy: ["GCP-0002"] },
  appliesTo: ["gcp:storage/bucket:Bucket"],
  fix: "set uniformBucketLevelAccess to true",
  why: "Access lists on single objects are in no audit, and outlive the roles that everybody looks at.",
  *check(bucket) {
    const uniform = bucket.at("uniformBucketLevelAccess");
    if (!uniform.is(true)) {
      yield uniform.violation("objects may carry access lists of their own");
    }
  },
});
