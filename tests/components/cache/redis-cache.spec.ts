import { expect } from "chai";
import type { RedisCacheArgs } from "#components/cache/args";
import { RedisCache } from "#components/cache/redis-cache";
import { type Graph, isUnknown, UNKNOWN, type Values } from "#graph/model";
import { testPrivateServices } from "../../support/fixtures/private-services.ts";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesEach } from "../../support/refusals.ts";

const INSTANCE = "gcp:redis/instance:Instance";
const CACHE = "strata:cache:RedisCache";
const ARGS = {
  prefix: "shop-prod",
  project: { id: "test-project", number: "123456789012" },
  namespaces: ["shop"],
  region: "us-central1",
} as const;

function recorded(args: Partial<RedisCacheArgs> = {}): Promise<Graph> {
  return recordWith(({ gcp, all }) => {
    new RedisCache(
      "cache",
      { ...ARGS, privateServices: testPrivateServices(gcp), ...args },
      { providers: all },
    );
    return {};
  });
}

async function instanceOf(args: Partial<RedisCacheArgs> = {}): Promise<Values> {
  return nodeNamed(await recorded(args), "cache", INSTANCE).inputs;
}

describe("RedisCache", () => {
  it("S77: consists of one instance and its credentials", async () => {
    const graph = await recorded();
    expect(childrenOf(graph, "cache", CACHE)).to.have.members([
      `${INSTANCE} cache`,
      "strata:secrets:SecretVault cache-credentials",
    ]);
    expect(childrenOf(graph, "cache-credentials")).to.have.members(
      ["token", "ca"].flatMap((key) => [
        `gcp:secretmanager/secret:Secret cache-credentials-${key}`,
        `gcp:secretmanager/secretVersion:SecretVersion cache-credentials-${key}-version`,
        `gcp:secretmanager/secretIamMember:SecretIamMember cache-credentials-${key}-reader-shop`,
      ]),
    );
  });

  it("has a standby, a token and TLS, and an address inside only", async () => {
    expect(await instanceOf()).to.deep.include({
      tier: "STANDARD_HA",
      replicaCount: 1,
      memorySizeGb: 1,
      redisVersion: "REDIS_7_2",
      authEnabled: true,
      transitEncryptionMode: "SERVER_AUTHENTICATION",
      connectMode: "PRIVATE_SERVICE_ACCESS",
      authorizedNetwork: "projects/test-project/global/networks/test",
      reservedIpRange: "test-private-services",
      redisConfigs: { "maxmemory-policy": "allkeys-lru" },
      persistenceConfig: { persistenceMode: "DISABLED" },
    });
  });

  it("is reached over TLS, by the range known when planning, with token and authority as files", async () => {
    const [endpoint] = endpointsOf(await recorded());
    expect(endpoint).to.deep.include({
      name: "cache",
      port: 6378,
      protocol: "redis",
      peer: { kind: "cidr", ranges: ["10.0.0.0/16"] },
      credential: { files: { token: "shop-prod-cache-token", "ca.pem": "shop-prod-cache-ca" } },
    });
    expect(isUnknown(endpoint?.["host"])).to.equal(true);
  });

  it("keeps the token secret", async () => {
    const version = nodeNamed(await recorded(), "cache-credentials-token-version");
    expect(version.inputs["secretData"]).to.deep.equal({ $secret: true });
  });

  it("lets two replicas and more answer reads", async () => {
    const graph = await recorded({ replicas: 2, memoryMiB: 5120 });
    expect(nodeNamed(graph, "cache", INSTANCE).inputs).to.include({
      readReplicasMode: "READ_REPLICAS_ENABLED",
      replicaCount: 2,
    });
    expect(endpointsOf(graph).map(({ name }) => name)).to.deep.equal(["cache", "cache-read"]);
    expect(endpointsOf(await recorded()).map(({ name }) => name)).to.deep.equal(["cache"]);
  });

  it("stands alone where it may be lost", async () => {
    const inputs = await instanceOf({ replicas: 0, protect: false });
    expect(inputs).to.include({
      tier: "BASIC",
      replicaCount: 0,
      deletionProtection: false,
      deletionPolicy: "DELETE",
    });
    const graph = await recorded({ protect: false });
    expect(graph.nodes.filter(({ protect }) => protect)).to.deep.equal([]);
  });

  it("refuses deletion in every way there is", async () => {
    const node = nodeNamed(await recorded(), "cache", INSTANCE);
    expect(node.protect).to.equal(true);
    expect(node.inputs).to.include({ deletionProtection: true, deletionPolicy: "PREVENT" });
  });

  it("writes snapshots as often as it is told", async () => {
    expect(await instanceOf({ snapshotHours: 6 })).to.deep.include({
      persistenceConfig: { persistenceMode: "RDB", rdbSnapshotPeriod: "SIX_HOURS" },
    });
  });

  it("waits for the network's connection to the managed services", async () => {
    const graph = await recorded();
    expect(nodeNamed(graph, "cache", INSTANCE).dependencies).to.include(
      nodeNamed(graph, "private-services").urn,
    );
  });

  it("takes a key that is not known yet", async () => {
    const graph = await recordWith(({ gcp, all }) => {
      const privateServices = testPrivateServices(gcp);
      const encryptionKey = privateServices.connection.id;
      new RedisCache("cache", { ...ARGS, privateServices, encryptionKey }, { providers: all });
      return {};
    });
    expect(nodeNamed(graph, "cache", INSTANCE).inputs["customerManagedKey"]).to.deep.equal(UNKNOWN);
  });

  const mistakes: Mistake<Partial<RedisCacheArgs>>[] = [
    [
      "fewer replicas than none",
      { replicas: -1 },
      'RedisCache "cache": replicas is -1; allowed are whole numbers from 0 to 5 (0 loses the cache with its node)',
    ],
    ["part of a GiB", { memoryMiB: 1500 }, "memoryMiB is 1500; allowed are 1024 to 307200 in steps of 1024"],
    ["too many replicas for its size", { replicas: 2 }, "replicas is 2; allowed are 0 and 1 below 5120 MiB"],
    ["an hour that no day has", { maintenance: { hour: 24 } }, "maintenance.hour is 24"],
  ];
  refusesEach(mistakes, recorded);
});

function endpointsOf(graph: Graph): Values[] {
  return nodeNamed(graph, "cache", CACHE).published?.["endpoints"] as unknown as Values[];
}
