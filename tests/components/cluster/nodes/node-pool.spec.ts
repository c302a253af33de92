import { expect } from "chai";
import type { NodePoolArgs } from "#components/cluster/gke/args";
import { isRecord } from "#graph/model";
import { nodeNamed } from "../../../support/record.ts";
import { GENERAL, recordCluster } from "../support.ts";

const recordPool = async (
  pool: Partial<NodePoolArgs> = {},
  availability: "regional" | "zonal" = "regional",
) =>
  nodeNamed(
    await recordCluster({ availability, nodePools: { system: GENERAL, general: { ...GENERAL, ...pool } } }),
    "gke-general",
  );

const diskTypeOf = async (pool: Partial<NodePoolArgs>) => {
  const config = (await recordPool(pool)).inputs["nodeConfig"];
  return isRecord(config) ? config["diskType"] : undefined;
};

describe("components/cluster/nodes/node-pool", () => {
  it("counts nodes over all zones together, and keeps zones even", async () => {
    const { inputs } = await recordPool();
    expect(inputs["autoscaling"]).to.deep.equal({
      totalMinNodeCount: 2,
      totalMaxNodeCount: 10,
      locationPolicy: "BALANCED",
    });
    expect(inputs).not.to.have.any.keys("nodeCount", "version", "name");
  });

  const firsts: [number, "regional" | "zonal", number][] = [
    [2, "regional", 1],
    [4, "regional", 2],
    [0, "regional", 0],
    [2, "zonal", 2],
  ];
  for (const [minNodes, availability, perZone] of firsts) {
    it(`starts ${perZone} in each zone for ${minNodes} nodes in a ${availability} cluster, once`, async () => {
      const { inputs, settings } = await recordPool({ minNodes }, availability);
      expect(inputs["initialNodeCount"]).to.equal(perZone);
      expect(settings.ignoreChanges).to.deep.equal(["initialNodeCount"]);
    });
  }

  it("repairs and upgrades itself, one node more at a time and none less", async () => {
    expect((await recordPool()).inputs).to.deep.include({
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
    });
  });

  it("runs hardened nodes with their own account and key", async () => {
    const { inputs } = await recordPool();
    expect(inputs["networkConfig"]).to.deep.equal({ enablePrivateNodes: true });
    expect(inputs["nodeConfig"]).to.deep.equal({
      serviceAccount: { $unknown: true },
      bootDiskKmsKey: { $unknown: true },
      oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
      imageType: "COS_CONTAINERD",
      shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
      workloadMetadataConfig: { mode: "GKE_METADATA" },
      kubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
      metadata: { "disable-legacy-endpoints": "true" },
      gvnic: { enabled: true },
      machineType: "e2-medium",
      spot: false,
      diskSizeGb: 50,
      diskType: "pd-balanced",
      labels: {},
      taints: [],
    });
  });

  it("S75: keeps 2 to 10 nodes of e2-medium, scales them with the load, and makes them spot nodes when asked", async () => {
    const documented = { machineType: "e2-medium", minNodes: 2, maxNodes: 10 };
    for (const spot of [false, true]) {
      const graph = await recordCluster({ nodePools: { general: { ...documented, spot } } });
      const { inputs } = nodeNamed(graph, "gke-general");
      expect(inputs["autoscaling"]).to.deep.include({ totalMinNodeCount: 2, totalMaxNodeCount: 10 });
      expect(inputs["nodeConfig"]).to.deep.include({ machineType: "e2-medium", spot });
      expect(inputs).not.to.have.property("nodeCount");
      expect(nodeNamed(graph, "gke").published?.["facts"]).to.deep.include({
        nodePools: [{ name: "general", machineType: "e2-medium", min: 2, max: 10, spot }],
      });
    }
  });

  it("takes spot nodes wherever they last longest", async () => {
    const { inputs } = await recordPool({ spot: true });
    expect(inputs["nodeConfig"]).to.include({ spot: true });
    expect(inputs["autoscaling"]).to.include({ locationPolicy: "ANY" });
  });

  it("carries labels, taints and GPUs with their driver", async () => {
    const { inputs } = await recordPool({
      labels: { role: "inference" },
      taints: { team: { value: "data", effect: "NO_EXECUTE" } },
      accelerator: { type: "nvidia-l4", count: 1, driver: "LATEST" },
    });
    expect(inputs["nodeConfig"]).to.deep.include({
      labels: { role: "inference" },
      taints: [
        { key: "team", value: "data", effect: "NO_EXECUTE" },
        { key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" },
      ],
      guestAccelerators: [
        { type: "nvidia-l4", count: 1, gpuDriverInstallationConfig: { gpuDriverVersion: "LATEST" } },
      ],
    });
  });

  it("carries the cluster's network tags", async () => {
    const graph = await recordCluster({ networkTags: ["nodes"] });
    expect(nodeNamed(graph, "gke-general").inputs["nodeConfig"]).to.deep.include({ tags: ["nodes"] });
    expect(nodeNamed(graph, "gke-gke").inputs["nodeConfig"]).to.deep.include({ tags: ["nodes"] });
  });

  it("is enough for a cluster's own pods when it is dedicated to the system, and not when it is to spot pods", async () => {
    const system = { ...GENERAL, dedicated: "system" } as const;
    const graph = await recordCluster({ nodePools: { system } });
    expect(nodeNamed(graph, "gke-system").inputs["nodeConfig"]).to.deep.include({
      labels: { "strata/pool": "system" },
    });
    const others: NodePoolArgs[] = [
      { ...GENERAL, spot: true, dedicated: "spot" },
      { ...system, minNodes: 0 },
      { ...system, taints: { team: { value: "data", effect: "NO_SCHEDULE" } } },
    ];
    for (const pool of others) {
      await expectRejection(
        recordCluster({ nodePools: { pool } }),
        'nodePools is ["pool"]; allowed are maps with',
      );
    }
  });

  const errors: [Partial<NodePoolArgs>, string][] = [
    [
      { machineType: "medium" },
      'nodePools["general"].machineType is "medium"; allowed are machine types, such as e2-medium; series: e2, n1',
    ],
    [
      { maxNodes: 0 },
      'nodePools["general"].maxNodes is 0; allowed are whole numbers from 1 to 15000 (nodes over all zones)',
    ],
    [
      { minNodes: 11 },
      "minNodes is 11; allowed are whole numbers from 0 to 10 (nodes over all zones, at most maxNodes)",
    ],
    [{ minNodes: 1.5 }, "minNodes is 1.5; allowed are whole numbers from 0 to 10"],
    [{ diskGiB: 10 }, "diskGiB is 10; allowed are whole numbers from 12 to 65536 (GiB)"],
    [{ maxPodsPerNode: 4 }, "maxPodsPerNode is 4; allowed are whole numbers from 8 to 256 (pods)"],
    [
      { labels: { "node.kubernetes.io/role": "x" } },
      'labels is "node.kubernetes.io/role"; allowed are keys outside kubernetes.io and k8s.io',
    ],
    [
      { accelerator: { type: "nvidia-l4", count: 0 } },
      "accelerator.count is 0; allowed are whole numbers from 1 to 16 (GPUs)",
    ],
  ];
  errors.push(
    [{ dedicated: "spot" }, 'dedicated is "spot"; allowed are "spot" only where spot is true'],
    [
      { labels: { "cloud.google.com/gke-accelerator": "nvidia-l4" } },
      'labels is "cloud.google.com/gke-accelerator"; allowed are keys outside kubernetes.io and k8s.io, which Kubernetes keeps for itself, and not GKE\'s own',
    ],
    [
      { accelerator: { type: "l4", count: 1 } },
      'accelerator.type is "l4"; allowed are kinds such as nvidia-l4',
    ],
  );
  // What configuration may hold although the types forbid it.
  errors.push(
    [JSON.parse('{"dedicated":"batch"}'), 'dedicated is "batch"; allowed are "spot", "system"'],
    [
      JSON.parse('{"accelerator":{"type":"nvidia-l4","count":1,"driver":"BETA"}}'),
      'accelerator.driver is "BETA"; allowed are "DEFAULT", "LATEST"',
    ],
    [
      JSON.parse('{"diskType":"tape"}'),
      'diskType is "tape"; allowed are "hyperdisk-balanced", "pd-balanced", "pd-ssd", "pd-standard"',
    ],
    [
      JSON.parse('{"taints":{"gpu":{"value":"yes","effect":"NEVER"}}}'),
      'taints.gpu.effect is "NEVER"; allowed are "NO_EXECUTE", "NO_SCHEDULE", "PREFER_NO_SCHEDULE"',
    ],
  );
  for (const [pool, words] of errors) {
    it(`refuses ${JSON.stringify(pool)}`, async () => {
      await expectRejection(recordPool(pool), words);
    });
  }

  it("F6 a pool has a boot disk that its machines take, by default and where it is named", async () => {
    for (const machineType of ["n4-standard-4", "c4a-highmem-8", "c4-standard-8"]) {
      expect(await diskTypeOf({ machineType })).to.equal("hyperdisk-balanced");
      await expectRejection(
        recordPool({ machineType, diskType: "pd-ssd" }),
        `diskType is "pd-ssd"; allowed are hyperdisk-balanced for ${machineType}`,
      );
    }
    for (const machineType of ["e2-medium", "n2d-standard-4", "t2a-standard-4"]) {
      expect(await diskTypeOf({ machineType })).to.equal("pd-balanced");
      await expectRejection(
        recordPool({ machineType, diskType: "hyperdisk-balanced" }),
        `diskType is "hyperdisk-balanced"; allowed are pd-standard, pd-balanced, pd-ssd for ${machineType}`,
      );
    }
    // Both, and a series that this project does not know.
    for (const machineType of ["c3-standard-4", "z9-standard-4"]) {
      expect(await diskTypeOf({ machineType, diskType: "hyperdisk-balanced" })).to.equal(
        "hyperdisk-balanced",
      );
      expect(await diskTypeOf({ machineType, diskType: "pd-ssd" })).to.equal("pd-ssd");
    }
  });

  it("refuses a name that leaves no room for a suffix", async () => {
    const key = "a-pool-whose-name-is-far-too-long-for-a-suffix";
    await expectRejection(
      recordCluster({ nodePools: { [key]: GENERAL } }),
      "allowed are lower-case letters, digits and hyphens that make gke-<key> no longer than 32",
    );
  });
});

async function expectRejection(work: Promise<unknown>, words: string): Promise<void> {
  const failure = await work.then(
    () => "nothing failed",
    (error: unknown) => String(error),
  );
  expect(failure).to.contain(words);
}
