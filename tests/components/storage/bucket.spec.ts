import { expect } from "chai";
import type { BucketArgs } from "#components/storage/args";
import { Bucket } from "#components/storage/bucket";
import { type Graph, UNKNOWN, type Values } from "#graph/model";
import { createLate } from "../../support/fixtures/late.ts";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesEach } from "../../support/refusals.ts";

const CLOUD_BUCKET = "gcp:storage/bucket:Bucket";
const READER = "principal://iam.googleapis.com/projects/1/subject/ns/shop/sa/files";

function recorded(args: Partial<BucketArgs> = {}): Promise<Graph> {
  return recordWith(({ gcp }) => {
    new Bucket("uploads", { location: "us-central1", ...args }, { provider: gcp });
    return {};
  });
}

async function bucketOf(args: Partial<BucketArgs> = {}): Promise<Values> {
  return nodeNamed(await recorded(args), "uploads", CLOUD_BUCKET).inputs;
}

describe("Bucket", () => {
  it("S101: is never public and knows no rules of single objects", async () => {
    expect(await bucketOf()).to.deep.include({
      location: "US-CENTRAL1",
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      versioning: { enabled: true },
      softDeletePolicy: { retentionDurationSeconds: 604_800 },
      forceDestroy: false,
    });
  });

  it("drops abandoned uploads, and older versions after a month", async () => {
    expect((await bucketOf())["lifecycleRules"]).to.deep.equal([
      { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: 7 } },
      { action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: 30, withState: "ARCHIVED" } },
    ]);
  });

  it("moves and deletes objects by rules, in the order of their keys", async () => {
    const lifecycle = {
      "2-end": { action: "delete", afterDays: 365, prefixes: ["logs/"] },
      "1-cool": { action: "NEARLINE", afterDays: 30 },
    } as const;
    expect(((await bucketOf({ lifecycle }))["lifecycleRules"] as Values[]).slice(1)).to.deep.equal([
      { action: { type: "SetStorageClass", storageClass: "NEARLINE" }, condition: { age: 30 } },
      { action: { type: "Delete" }, condition: { age: 365, matchesPrefixes: ["logs/"] } },
    ]);
  });

  it("lets named identities read and write", async () => {
    const graph = await recorded({
      readers: { files: READER },
      writers: { api: `${READER}-api` },
      creators: { dump: `${READER}-dump` },
    });
    expect(childrenOf(graph, "uploads", "strata:storage:Bucket")).to.have.members([
      `${CLOUD_BUCKET} uploads`,
      "gcp:storage/bucketIAMMember:BucketIAMMember uploads-reader-files",
      "gcp:storage/bucketIAMMember:BucketIAMMember uploads-writer-api",
      "gcp:storage/bucketIAMMember:BucketIAMMember uploads-creator-dump",
    ]);
    expect(nodeNamed(graph, "uploads-reader-files").inputs).to.deep.include({
      role: "roles/storage.objectViewer",
      member: READER,
    });
    expect(nodeNamed(graph, "uploads-writer-api").inputs).to.include({ role: "roles/storage.objectUser" });
    expect(nodeNamed(graph, "uploads-creator-dump").inputs).to.include({
      role: "roles/storage.objectCreator",
    });
  });

  it("adds and removes a reader without touching the other one", async () => {
    const both = await recorded({ readers: { a: READER, b: READER } });
    const one = await recorded({ readers: { b: READER } });
    const kept = nodeNamed(one, "uploads-reader-b");
    expect({ ...nodeNamed(both, "uploads-reader-b"), source: kept.source }).to.deep.equal(kept);
  });

  it("refuses deletion unless told otherwise", async () => {
    const kept = nodeNamed(await recorded(), "uploads", CLOUD_BUCKET);
    expect(kept.protect).to.equal(true);
    expect(kept.inputs["deletionPolicy"]).to.equal("PREVENT");
    const free = nodeNamed(await recorded({ protect: false }), "uploads", CLOUD_BUCKET);
    expect(free.protect).to.equal(false);
    expect(free.inputs).to.include({ deletionPolicy: "DELETE", forceDestroy: false });
  });

  it("keeps objects from everybody for a time", async () => {
    expect(await bucketOf({ versioning: false, retention: { days: 30, locked: true } })).to.deep.include({
      retentionPolicy: { retentionPeriod: "2592000", isLocked: true },
    });
  });

  it("takes a member, a key and a log bucket that are not known yet", async () => {
    const graph = await recordWith(({ gcp }) => {
      const late = createLate(gcp).id;
      const args = { location: "US", readers: { late }, encryptionKey: late, accessLogBucket: late };
      new Bucket("uploads", args, { provider: gcp });
      return {};
    });
    const { inputs } = nodeNamed(graph, "uploads", CLOUD_BUCKET);
    expect(inputs["encryption"]).to.deep.equal({ defaultKmsKeyName: UNKNOWN });
    expect(inputs["logging"]).to.deep.equal({ logBucket: UNKNOWN, logObjectPrefix: "uploads" });
    expect(nodeNamed(graph, "uploads-reader-late").inputs["member"]).to.deep.equal(UNKNOWN);
  });

  const mistakes: Mistake<Partial<BucketArgs>>[] = [
    [
      "the public",
      { readers: { all: "allUsers" } },
      'readers["all"] is "allUsers"; allowed are members with a name',
    ],
    ["everybody with an account", { writers: { all: "allAuthenticatedUsers" } }, 'writers["all"] is'],
    ["a rule without a condition", { lifecycle: { all: { action: "delete" } } }, 'lifecycle["all"] is'],
    ["retention beside versions", { retention: { days: 1 } }, "buckets without versioning"],
    [
      "two days of soft deletion",
      { softDeleteDays: 2 },
      "softDeleteDays is 2; allowed are 7 to 90, or 0 for none",
    ],
    ["a place that is none", { location: "us_central1" }, 'location is "us_central1"'],
  ];
  refusesEach(mistakes, recorded);
});
