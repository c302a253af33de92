import { resourceRule } from "../../rule.ts";

export const bucketPublicAccess = resourceRule({
  id: "gcp-bucket-public-access",
  title: "Buckets cannot be made public",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_28", "CKV_GCP_114"], Trivy: ["GCP-0001"] },
  appliesTo: ["gcp:storage/bucket:Bucket"],
  fix: "set publicAccessPrevention to enforced; serve public files through the CDN",
  why: "Otherwise anyone who can edit the bucket can publish all of it with one grant to allUsers.",
  *check(bucket) {
    const prevention = bucket.at("publicAccessPrevention");
    if (!prevention.is("enforced")) {
      yield prevention.violation(`public access is possible (${prevention.text() ?? "inherited"})`);
    }
  },
});
