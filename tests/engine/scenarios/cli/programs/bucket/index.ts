import { Provider } from "@pulumi/gcp/provider.js";
import { Bucket } from "@pulumi/gcp/storage/bucket.js";
import { Config } from "@pulumi/pulumi";

const provider = new Provider("google", { project: "bucket", region: "us-central1" });

/** Whether it may be made public, which a mandatory rule forbids; an advisory one misses its labels. */
const publicAccessPrevention = new Config("bucket").require("access");
new Bucket(
  "assets",
  { location: "US", uniformBucketLevelAccess: true, publicAccessPrevention },
  { provider },
);
