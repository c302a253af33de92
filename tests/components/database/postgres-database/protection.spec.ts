import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { recorded, settingsOf } from "./support.ts";

describe("PostgresDatabase", () => {
  it("keeps daily backups for 7 days and every second of them", async () => {
    expect(settingsOf(await recorded(), "database-primary")["backupConfiguration"]).to.deep.equal({
      enabled: true,
      startTime: "03:00",
      backupRetentionSettings: { retainedBackups: 7, retentionUnit: "COUNT" },
      pointInTimeRecoveryEnabled: true,
      transactionLogRetentionDays: 7,
    });
  });

  it("refuses deletion three times, users and databases with it", async () => {
    const graph = await recorded({ replicas: { a: {} } });
    for (const name of ["database-primary", "database-replica-a"]) {
      const instance = nodeNamed(graph, name);
      expect(instance.protect, name).to.equal(true);
      expect(instance.inputs["deletionProtection"], name).to.equal(true);
      expect(settingsOf(graph, name)["deletionProtectionEnabled"], name).to.equal(true);
    }
    expect(nodeNamed(graph, "database-app", "gcp:sql/user:User").protect).to.equal(true);
    expect(nodeNamed(graph, "database-app", "gcp:sql/database:Database").protect).to.equal(true);
    expect(nodeNamed(graph, "database-credentials-app-password").protect).to.equal(true);
  });

  it("leaves a last backup behind", async () => {
    expect(settingsOf(await recorded(), "database-primary")).to.deep.include({
      finalBackupConfig: { enabled: true, retentionDays: 30 },
      retainBackupsOnDelete: true,
    });
  });

  it("lets go of everything when it is not protected", async () => {
    const graph = await recorded({ protect: false, availability: "zonal" });
    expect(graph.nodes.filter(({ protect }) => protect)).to.deep.equal([]);
    expect(nodeNamed(graph, "database-primary").inputs["deletionProtection"]).to.equal(false);
    const settings = settingsOf(graph, "database-primary");
    expect(settings["finalBackupConfig"]).to.deep.equal({ enabled: false });
    expect(settings["deletionProtectionEnabled"]).to.equal(false);
    expect(settings["availabilityType"]).to.equal("ZONAL");
    for (const type of ["gcp:sql/user:User", "gcp:sql/database:Database"]) {
      const { settings } = nodeNamed(graph, "database-app", type);
      expect(settings.deletedWith, type).to.equal(nodeNamed(graph, "database-primary").urn);
    }
  });
});
