import { expect } from "chai";
import { protectedData } from "#policies/resilience/protected-data";
import { resource } from "../support/nodes.ts";
import { describeRule, outcome } from "../support/rules.ts";

const BUCKET = "gcp:storage/bucket:Bucket";
const KEY = "gcp:kms/cryptoKey:CryptoKey";

describeRule(protectedData, {
  passes: {
    "an environment that protects all": [
      resource(BUCKET, {}, { protect: true }),
      resource(KEY, {}, { protect: true }),
      resource("gcp:compute/address:Address", {}),
    ],
    "a zone that is only read": [
      resource(BUCKET, {}, { protect: true }),
      resource("cloudflare:index/zone:Zone", {}, { read: { id: "0123456789abcdef0123456789abcdef" } }),
    ],
    "an environment that protects nothing": [resource(BUCKET, {}), resource(KEY, {})],
  },
  fails: {
    "a key that was forgotten": {
      stack: [resource(BUCKET, {}, { protect: true }), resource(KEY, {})],
      findings: ['"cryptokey" holds data and is not protected, though others of the stack are'],
    },
  },
  unknown: {},
});

describe("data in production", () => {
  it("I27 is found where nothing is protected", () => {
    const stack = [resource(BUCKET, {}), resource("gcp:spanner/instance:Instance", {})];
    expect(outcome(protectedData, stack, "prod").findings).to.deep.equal([
      '"instance" holds data and is not protected, and the stack is production',
      '"bucket" holds data and is not protected, and the stack is production',
    ]);
    expect(outcome(protectedData, stack, "dev").findings).to.deep.equal([]);
  });

  for (const type of [
    "cloudflare:index/d1Database:D1Database",
    "cloudflare:index/r2Bucket:R2Bucket",
    "cloudflare:index/zone:Zone",
    "gcp:alloydb/cluster:Cluster",
    "gcp:artifactregistry/repository:Repository",
    "gcp:bigquery/dataset:Dataset",
    "gcp:bigtable/instance:Instance",
    "gcp:compute/disk:Disk",
    "gcp:compute/regionDisk:RegionDisk",
    "gcp:container/cluster:Cluster",
    "gcp:filestore/instance:Instance",
    "gcp:firestore/database:Database",
    "gcp:kms/cryptoKey:CryptoKey",
    "gcp:secretmanager/secret:Secret",
    "gcp:spanner/database:Database",
    "gcp:spanner/instance:Instance",
    "gcp:sql/databaseInstance:DatabaseInstance",
    "gcp:storage/bucket:Bucket",
    "kubernetes:core/v1:PersistentVolumeClaim",
  ]) {
    it(`I27 includes ${type}`, () => {
      expect(outcome(protectedData, [resource(type, {})], "prod").findings).to.have.length(1);
      expect(outcome(protectedData, [resource(type, {}, { protect: true })], "prod").findings).to.have.length(
        0,
      );
    });
  }
});
