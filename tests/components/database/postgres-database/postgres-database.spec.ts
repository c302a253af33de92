import { expect } from "chai";
import { PostgresDatabase } from "#components/database/postgres-database";
import { SECRET, UNKNOWN, type Values } from "#graph/model";
import { testPrivateServices } from "../../../support/fixtures/private-services.ts";
import { childrenOf, nodeNamed, recordWith } from "../../../support/record.ts";
import { ARGS, flagsOf, INSTANCE, PASSWORD, recorded, settingsOf } from "./support.ts";

describe("PostgresDatabase", () => {
  it("consists of a primary, replicas, databases and users with stored credentials", async () => {
    const graph = await recorded({ replicas: { a: {}, b: {} } });
    expect(childrenOf(graph, "database")).to.have.members([
      `${INSTANCE} database-primary`,
      `${INSTANCE} database-replica-a`,
      `${INSTANCE} database-replica-b`,
      "gcp:sql/database:Database database-app",
      "gcp:sql/user:User database-app",
      "random:index/randomPassword:RandomPassword database-app",
      "random:index/randomPassword:RandomPassword database-primary-root",
      "strata:secrets:SecretVault database-credentials",
    ]);
    expect(childrenOf(graph, "database-credentials")).to.have.members(
      ["app-user", "app-password", "primary-ca", "a-ca", "b-ca"].flatMap((key) => [
        `gcp:secretmanager/secret:Secret database-credentials-${key}`,
        `gcp:secretmanager/secretVersion:SecretVersion database-credentials-${key}-version`,
        `gcp:secretmanager/secretIamMember:SecretIamMember database-credentials-${key}-reader-shop`,
      ]),
    );
  });

  it("has a private address only, takes TLS only and stays up when a zone fails", async () => {
    const primary = settingsOf(await recorded(), "database-primary");
    expect(primary["availabilityType"]).to.equal("REGIONAL");
    expect(primary["edition"]).to.equal("ENTERPRISE");
    expect(primary["ipConfiguration"]).to.include({
      ipv4Enabled: false,
      privateNetwork: "projects/test-project/global/networks/test",
      allocatedIpRange: "test-private-services",
      sslMode: "ENCRYPTED_ONLY",
    });
  });

  it("A1 the primary's own user has a password that the instance's policy accepts; replicas have their primary's", async () => {
    const graph = await recorded({ replicas: { a: {} }, rotation: { epoch: "2026-11-01" } });
    const primary = nodeNamed(graph, "database-primary");
    const password = nodeNamed(graph, "database-primary-root", PASSWORD);
    expect(primary.inputs).to.deep.include({ rootPasswordWo: SECRET, rootPasswordWoVersion: "1" });
    expect(primary.propertyDependencies["rootPasswordWo"]).to.deep.equal([password.urn]);
    expect(nodeNamed(graph, "database-replica-a").inputs).not.to.have.any.keys(
      "rootPassword",
      "rootPasswordWo",
    );
    expect(password.inputs, "kept when users' passwords rotate").not.to.have.property("keepers");
  });

  it("A1 every generated password has what the policy demands", async () => {
    const graph = await recorded({ users: ["app", "report"] });
    const { minLength, complexity } = settingsOf(graph, "database-primary")[
      "passwordValidationPolicy"
    ] as Values;
    expect(complexity).to.equal("COMPLEXITY_DEFAULT");
    const passwords = graph.nodes.filter(({ type }) => type === PASSWORD);
    expect(passwords).to.have.length(3);
    for (const { name, inputs } of passwords) {
      expect(inputs["length"], name).to.be.at.least(Number(minLength));
      expect(inputs, name).to.include({ minLower: 1, minUpper: 1, minNumeric: 1, minSpecial: 1 });
    }
  });

  it("waits for the network's connection to the managed services", async () => {
    const graph = await recorded();
    const connection = nodeNamed(graph, "private-services");
    expect(nodeNamed(graph, "database-primary").dependencies).to.include(connection.urn);
  });

  it("labels primary and replicas", async () => {
    const graph = await recorded({ labels: { system: "shop" }, replicas: { a: {} } });
    for (const name of ["database-primary", "database-replica-a"]) {
      expect(settingsOf(graph, name)["userLabels"]).to.deep.equal({ "managed-by": "strata", system: "shop" });
    }
  });

  it("leaves the size of a disk that grows by itself alone", async () => {
    const primary = nodeNamed(await recorded(), "database-primary");
    expect(primary.settings.ignoreChanges).to.deep.equal(["settings.diskSize"]);
    expect(settingsOf(await recorded(), "database-primary")).to.include({
      diskAutoresize: true,
      diskAutoresizeLimit: 100,
    });
  });

  it("S99: logs statements that take longer than 500 ms", async () => {
    expect(flagsOf(await recorded(), "database-primary")).to.include({ log_min_duration_statement: "500" });
    expect(flagsOf(await recorded({ slowQueryMs: 1000 }), "database-primary")).to.include({
      log_min_duration_statement: "1000",
    });
  });

  it("sets the benchmark's flags on primary and replicas alike", async () => {
    const graph = await recorded({ replicas: { a: {} } });
    expect(flagsOf(graph, "database-primary")).to.include({
      log_connections: "on",
      log_disconnections: "on",
      log_statement: "ddl",
      log_min_messages: "warning",
      log_min_error_statement: "error",
      log_error_verbosity: "default",
      "cloudsql.enable_pgaudit": "on",
      "cloudsql.iam_authentication": "on",
    });
    expect(flagsOf(graph, "database-replica-a")).to.deep.equal(flagsOf(graph, "database-primary"));
  });

  it("adds and removes a replica without touching the other one", async () => {
    const both = await recorded({ replicas: { a: {}, b: {} } });
    const one = await recorded({ replicas: { b: {} } });
    expect(nodeNamed(one, "database-replica-b")).to.deep.equal({
      ...nodeNamed(both, "database-replica-b"),
      source: nodeNamed(one, "database-replica-b").source,
    });
  });

  it("takes a key that is not known yet", async () => {
    const graph = await recordWith(({ gcp, all }) => {
      const privateServices = testPrivateServices(gcp);
      new PostgresDatabase(
        "database",
        { ...ARGS, privateServices, encryptionKey: privateServices.connection.id },
        { providers: all },
      );
      return {};
    });
    expect(nodeNamed(graph, "database-primary").inputs["encryptionKeyName"]).to.deep.equal(UNKNOWN);
  });
});
