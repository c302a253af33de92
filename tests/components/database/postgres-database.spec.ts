import { expect } from "chai";
import { NEXTJS_POOL } from "../../../components/database/pool.ts";
import {
  PostgresDatabase,
  type PostgresDatabaseArgs,
} from "../../../components/database/postgres-database.ts";
import { type Graph, isUnknown, type Node, UNKNOWN, type Values } from "../../../graph/model.ts";
import { testPrivateServices } from "../../support/private-services.ts";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";

const INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
const PASSWORD = "random:index/randomPassword:RandomPassword";
const ARGS = {
  prefix: "shop-prod",
  project: { id: "test-project", number: "123456789012" },
  namespaces: ["shop"],
  region: "us-central1",
  tier: "db-custom-2-7680",
} as const;

function recorded(args: Partial<PostgresDatabaseArgs> = {}): Promise<Graph> {
  return recordWith(({ gcp, all }) => {
    new PostgresDatabase(
      "database",
      { ...ARGS, privateServices: testPrivateServices(gcp), ...args },
      { providers: all },
    );
    return {};
  });
}

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

  it("waits for the network's connection to the managed services", async () => {
    const graph = await recorded();
    const connection = nodeNamed(graph, "private-services");
    expect(nodeNamed(graph, "database-primary").dependencies).to.include(connection.urn);
  });

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

  it("keeps passwords secret and draws them at random", async () => {
    const graph = await recorded();
    const user = nodeNamed(graph, "database-app", "gcp:sql/user:User");
    expect(user.inputs["password"]).to.deep.equal({ $secret: true });
    expect(user.propertyDependencies["password"]).to.deep.equal([
      nodeNamed(graph, "database-app", PASSWORD).urn,
    ]);
    const version = nodeNamed(graph, "database-credentials-app-password-version");
    expect(version.inputs["secretData"]).to.deep.equal({ $secret: true });
  });

  it("draws new passwords when the rotation's epoch moves on", async () => {
    const keepersAt = async (epoch: string) =>
      nodeNamed(await recorded({ rotation: { epoch } }), "database-app", PASSWORD).inputs["keepers"];
    expect(await keepersAt("2026-10-01")).to.deep.equal({ epoch: "2026-10-01" });
    expect(await keepersAt("2026-12-30")).to.deep.equal({ epoch: "2026-12-30" });
    expect(nodeNamed(await recorded(), "database-app", PASSWORD).inputs["keepers"]).to.equal(undefined);
  });

  it("S95: has an endpoint for reads and writes and one for reads on each replica", async () => {
    const graph = await recorded({ replicas: { a: {}, b: {} } });
    const endpoints = endpointsOf(graph);
    expect(endpoints.map(({ name }) => name)).to.deep.equal(["database", "database-a", "database-b"]);
    for (const endpoint of endpoints) {
      expect(endpoint).to.include({ port: 5432, protocol: "postgres" });
      expect(isUnknown(endpoint["host"]), "the address is known after apply").to.equal(true);
      expect(endpoint["peer"]).to.deep.equal({ kind: "cidr", ranges: ["10.0.0.0/16"] });
    }
    expect(endpoints.map(({ credential }) => credential)).to.deep.equal([
      credentialWith("shop-prod-database-primary-ca"),
      credentialWith("shop-prod-database-a-ca"),
      credentialWith("shop-prod-database-b-ca"),
    ]);
    const replica = nodeNamed(graph, "database-replica-a");
    expect(replica.inputs["instanceType"]).to.equal("READ_REPLICA_INSTANCE");
    expect(replica.propertyDependencies["masterInstanceName"]).to.deep.equal([
      nodeNamed(graph, "database-primary").urn,
    ]);
  });

  it("gives each user endpoints with a credential of its own", async () => {
    let files: unknown;
    await recordWith(({ gcp, all }) => {
      const privateServices = testPrivateServices(gcp);
      const users = ["app", "reports"];
      const database = new PostgresDatabase(
        "database",
        { ...ARGS, privateServices, users, replicas: { a: {} } },
        { providers: all },
      );
      files = [database.primary, database.access["reports"]?.replicas["a"]].map(
        (each) => each?.credential?.files,
      );
      return {};
    });
    expect(files).to.deep.equal([
      {
        user: "shop-prod-database-app-user",
        password: "shop-prod-database-app-password",
        "ca.pem": "shop-prod-database-primary-ca",
      },
      {
        user: "shop-prod-database-reports-user",
        password: "shop-prod-database-reports-password",
        "ca.pem": "shop-prod-database-a-ca",
      },
    ]);
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

  it("S93: publishes the pool's limits of 20 connections, 30000 ms and 2000 ms", async () => {
    const graph = await recorded({ pool: NEXTJS_POOL, clients: 5 });
    expect(published(graph)["outputs"]).to.deep.include({
      pool: { maxOpen: 20, idleTimeoutMs: 30_000, connectTimeoutMs: 2_000 },
      maxConnections: 400,
    });
  });

  it("S94: refuses pods that together want more connections than the server has", async () => {
    const small = { tier: "db-custom-1-3840", pool: NEXTJS_POOL, clients: 5 };
    await expectError(
      small,
      'PostgresDatabase "database": clients × pool.maxOpen is 100; allowed are up to 97 (db-custom-1-3840 takes ' +
        "100 connections, 3 of them reserved): a smaller pool, a larger tier, or a pooler",
    );
    await recorded({ ...small, clients: 4 });
  });

  it("accepts connections on replicas as on the primary, since a standby stops otherwise", async () => {
    const graph = await recorded({ maxConnections: 250, replicas: { a: { tier: "db-custom-1-3840" } } });
    expect(flagsOf(graph, "database-replica-a")).to.include({ max_connections: "250" });
    await expectError(
      { replicas: { a: { tier: "db-custom-1-3840" } } },
      'replicas["a"].tier is "db-custom-1-3840"; allowed are machines that take 400 connections or more',
    );
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

  const mistakes: [string, Partial<PostgresDatabaseArgs>, string][] = [
    [
      "an unknown machine",
      { tier: "db-custom-3-7680" },
      'tier is "db-custom-3-7680"; allowed are db-f1-micro',
    ],
    [
      "recovery further back than backups",
      { backup: { retentionDays: 3, pointInTimeRecoveryDays: 5 } },
      "backup.pointInTimeRecoveryDays is 5; allowed are 1 to 3",
    ],
    [
      "recovery further back than the edition keeps",
      { backup: { retentionDays: 30, pointInTimeRecoveryDays: 14 } },
      "backup.pointInTimeRecoveryDays is 14; allowed are whole numbers from 1 to 7 (what ENTERPRISE keeps)",
    ],
    ["a time of day", { backup: { startTime: "3:00" } }, 'backup.startTime is "3:00"'],
    ["two users of one name", { users: ["app", "app"] }, "allowed are names, all different"],
    ["no database", { databases: [] }, "databases is []; allowed are lists with at least one name"],
    [
      "a replica of another edition",
      { replicas: { a: { tier: "db-perf-optimized-N-2" } } },
      "primary's edition",
    ],
    ["a replica's key", { replicas: { A: {} } }, 'replicas key is "A"'],
    ["a disk that starts above its limit", { disk: { initialGiB: 50, limitGiB: 20 } }, "disk.limitGiB is 20"],
    [
      "a day of maintenance",
      { maintenance: { day: 8 } },
      "maintenance.day is 8; allowed are whole numbers from 1 to 7",
    ],
    ["more idle connections than open ones", { pool: { maxOpen: 5, maxIdle: 6 } }, "pool.maxIdle is 6"],
  ];
  for (const [what, args, words] of mistakes) {
    it(`refuses ${what}`, () => expectError(args, words));
  }
});

function credentialWith(authority: string) {
  return {
    files: {
      user: "shop-prod-database-app-user",
      password: "shop-prod-database-app-password",
      "ca.pem": authority,
    },
  };
}

async function expectError(args: Partial<PostgresDatabaseArgs>, words: string): Promise<void> {
  const failure = await recorded(args).then(
    () => undefined,
    (error: Error) => error.message,
  );
  expect(failure).to.include(words);
}

function settingsOf(graph: Graph, name: string): Values {
  return nodeNamed(graph, name).inputs["settings"] as Values;
}

function flagsOf(graph: Graph, name: string): Record<string, string> {
  const flags = settingsOf(graph, name)["databaseFlags"] as unknown as { name: string; value: string }[];
  return Object.fromEntries(flags.map(({ name: flag, value }) => [flag, value]));
}

function published(graph: Graph): Values {
  return component(graph).published ?? {};
}

function component(graph: Graph): Node {
  return nodeNamed(graph, "database", "strata:database:PostgresDatabase");
}

function endpointsOf(graph: Graph): Values[] {
  return published(graph)["endpoints"] as unknown as Values[];
}
