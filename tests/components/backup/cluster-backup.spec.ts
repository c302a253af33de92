import { expect } from "chai";
import { ClusterBackup, type ClusterBackupArgs } from "#components/backup/cluster-backup";
import { type Graph, UNKNOWN } from "#graph/model";
import { createLate } from "../../support/fixtures/late.ts";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesEach } from "../../support/refusals.ts";

const ARGS: ClusterBackupArgs = {
  prefix: "shop-prod",
  cluster: "projects/p/clusters/c",
  location: "us-east1",
};

function recorded(args: Partial<ClusterBackupArgs> = {}): Promise<Graph> {
  return recordWith(({ gcp }) => {
    new ClusterBackup("backup", { ...ARGS, ...args }, { provider: gcp });
    return {};
  });
}

describe("ClusterBackup", () => {
  it("consists of a plan for backups and one for restoring them", async () => {
    expect(childrenOf(await recorded(), "backup")).to.have.members([
      "gcp:gkebackup/backupPlan:BackupPlan backup-backup",
      "gcp:gkebackup/restorePlan:RestorePlan backup-restore",
    ]);
  });

  it("S130, S131: loses an hour at most and keeps backups for 7 days, which nobody can delete", async () => {
    const { inputs } = nodeNamed(await recorded(), "backup-backup");
    expect(inputs["backupSchedule"]).to.deep.equal({ rpoConfig: { targetRpoMinutes: 60 } });
    expect(inputs["retentionPolicy"]).to.deep.equal({ backupRetainDays: 7, backupDeleteLockDays: 7 });
  });

  it("takes all namespaces with their volumes and without Secrets, or those it is told", async () => {
    expect(nodeNamed(await recorded(), "backup-backup").inputs["backupConfig"]).to.deep.equal({
      includeVolumeData: true,
      includeSecrets: false,
      allNamespaces: true,
    });
    const graph = await recorded({ namespaces: ["shop"] });
    expect(nodeNamed(graph, "backup-backup").inputs["backupConfig"]).to.deep.include({
      selectedNamespaces: { namespaces: ["shop"] },
    });
    expect(nodeNamed(graph, "backup-restore").inputs["restoreConfig"]).to.deep.include({
      selectedNamespaces: { namespaces: ["shop"] },
    });
  });

  it("restores volumes and leaves alone what the program made anew", async () => {
    const graph = await recorded();
    const { inputs, propertyDependencies } = nodeNamed(graph, "backup-restore");
    expect(inputs["restoreConfig"]).to.deep.equal({
      allNamespaces: true,
      namespacedResourceRestoreMode: "MERGE_SKIP_ON_CONFLICT",
      volumeDataRestorePolicy: "RESTORE_VOLUME_DATA_FROM_BACKUP",
      clusterResourceRestoreScope: { noGroupKinds: true },
    });
    expect(propertyDependencies["backupPlan"]).to.deep.equal([nodeNamed(graph, "backup-backup").urn]);
  });

  it("refuses deletion unless told otherwise", async () => {
    for (const name of ["backup-backup", "backup-restore"]) {
      const kept = nodeNamed(await recorded(), name);
      expect([kept.protect, kept.inputs["deletionPolicy"]], name).to.deep.equal([true, "PREVENT"]);
      const free = nodeNamed(await recorded({ protect: false }), name);
      expect([free.protect, free.inputs["deletionPolicy"]], name).to.deep.equal([false, "DELETE"]);
    }
  });

  it("takes a cluster and a key that are not known yet", async () => {
    const graph = await recordWith(({ gcp }) => {
      const late = createLate(gcp).id;
      new ClusterBackup("backup", { ...ARGS, cluster: late, encryptionKey: late }, { provider: gcp });
      return {};
    });
    const { inputs } = nodeNamed(graph, "backup-backup");
    expect(inputs["cluster"]).to.deep.equal(UNKNOWN);
    expect(inputs["backupConfig"]).to.deep.include({ encryptionKey: { gcpKmsEncryptionKey: UNKNOWN } });
  });

  const mistakes: Mistake<Partial<ClusterBackupArgs>>[] = [
    ["backups every half hour", { lossMinutes: 30 }, "lossMinutes is 30; allowed are whole numbers from 60"],
    [
      "fewer backups than days that they are kept",
      { lossMinutes: 2880, retentionDays: 1 },
      "lossMinutes is 2880; allowed are up to 1440",
    ],
    [
      "a lock that outlasts the backup",
      { lockDays: 8 },
      "lockDays is 8; allowed are whole numbers from 0 to 7",
    ],
    ["a zone", { location: "us-east1-b" }, 'location is "us-east1-b"'],
  ];
  refusesEach(mistakes, recorded);
});
