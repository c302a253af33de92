import { UNKNOWN } from "#graph/model";
import { bucketPublicAccess } from "#policies/gcp/storage/bucket-public-access";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const BUCKET = "gcp:storage/bucket:Bucket";

describeRule(bucketPublicAccess, {
  passes: { "a bucket that prevents it": [resource(BUCKET, { publicAccessPrevention: "enforced" })] },
  fails: {
    "a bucket that does not say": {
      stack: [resource(BUCKET, { location: "US" })],
      findings: ["public access is possible (inherited) [publicAccessPrevention]"],
    },
  },
  unknown: {
    "a setting that is not known": {
      stack: [resource(BUCKET, { publicAccessPrevention: UNKNOWN })],
      at: ["publicAccessPrevention"],
    },
  },
});
