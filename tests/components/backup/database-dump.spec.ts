import { expect } from "chai";
import { DatabaseDump, type DatabaseDumpArgs } from "#components/backup/database-dump";
import type { Endpoint } from "#components/core/link";
import type { Graph, Values } from "#graph/model";
import { elsewhere, POSTGRES, tursoEndpoint } from "../../support/fixtures/endpoints.ts";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesEach } from "../../support/refusals.ts";

const DUMP = "strata:backup:DatabaseDump";
const CRON_JOB = "kubernetes:batch/v1:CronJob";
const LIBSQL = tursoEndpoint("shop-acme.turso.io", "shop-token");
const STORAGE: Endpoint = {
  id: elsewhere("https"),
  name: "backups",
  host: "storage.googleapis.com",
  port: 443,
  protocol: "https",
  peer: { kind: "host", hosts: ["storage.googleapis.com"] },
};
const ARGS: DatabaseDumpArgs = {
  namespace: "shop",
  partOf: "shop",
  image: `google/cloud-sdk@sha256:${"a".repeat(64)}`,
  source: LIBSQL,
  bucket: { name: "backups-1a2b", endpoint: STORAGE },
  secretStore: { name: "secret-manager" },
};

function recorded(args: Partial<DatabaseDumpArgs> = {}): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new DatabaseDump("dump", { ...ARGS, ...args }, { provider: kubernetes });
    return {};
  });
}

async function cronJobOf(args: Partial<DatabaseDumpArgs> = {}): Promise<Values> {
  return nodeNamed(await recorded(args), "dump", CRON_JOB).inputs["spec"] as Values;
}

describe("DatabaseDump", () => {
  it("consists of a CronJob", async () => {
    expect(childrenOf(await recorded(), "dump", DUMP)).to.deep.equal(["strata:workload:CronJob dump"]);
  });

  it("S130: runs every hour, never beside itself, and ends before the next one", async () => {
    const spec = await cronJobOf();
    expect(spec).to.include({ schedule: "0 * * * *", concurrencyPolicy: "Forbid" });
    expect(JSON.stringify(spec)).to.match(/"activeDeadlineSeconds":3000[,}]/);
  });

  it("dumps what the source speaks", async () => {
    expect(JSON.stringify(await cronJobOf()))
      .to.include("/dump")
      .and.not.include("pg_dump");
    expect(JSON.stringify(await cronJobOf({ source: POSTGRES, database: "shop" })))
      .to.include("pg_dump --format=custom --no-owner --file=/tmp/dump shop")
      .and.include("PGSSLMODE=verify-ca");
  });

  it("reaches the database, the bucket and its identity, and nothing else", async () => {
    const graph = await recorded();
    const policies = graph.nodes
      .filter(({ type }) => type.endsWith(":NetworkPolicy"))
      .map(({ name }) => name);
    expect(policies).to.have.members([
      "dump-to-database",
      "dump-to-backups",
      "dump-to-dns",
      "dump-to-google-identity",
    ]);
  });

  it("has room for the dump", async () => {
    expect(JSON.stringify(await cronJobOf({ scratchGiB: 20 }))).to.include('"ephemeral-storage":"20Gi"');
  });

  const mistakes: Mistake<Partial<DatabaseDumpArgs>>[] = [
    [
      "a source of another kind",
      { source: STORAGE },
      'source.protocol is "https"; allowed are "postgres", "libsql"',
    ],
    [
      "a source without a credential",
      { source: { ...LIBSQL, credential: { files: {} } } },
      "source.credential is []",
    ],
    ["a name that would run in the shell", { database: "shop; rm" }, 'database is "shop; rm"'],
    ["no room", { scratchGiB: 0 }, "scratchGiB is 0"],
  ];
  refusesEach(mistakes, recorded);
});
