import { UNKNOWN } from "#graph/model";
import { bucketUniformAccess } from "#policies/gcp/storage/bucket-uniform-access";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const BUCKET = "gcp:storage/bucket:Bucket";

describeRule(bucketUniformAccess, {
  passes: { "a bucket that leaves it to IAM": [resource(BUCKET, { uniformBucketLevelAccess: true })] },
  fails: {
    "a bucket with access lists": {
      stack: [resource(BUCKET, { uniformBucketLevelAccess: false })],
      findings: ["objects can have their own ACLs [uniformBucketLevelAccess]"],
    },
  },
  unknown: {
    "a setting that is not known": {
      stack: [resource(BUCKET, { uniformBucketLevelAccess: UNKNOWN })],
      at: ["uniformBucketLevelAccess"],
    },
  },
});
