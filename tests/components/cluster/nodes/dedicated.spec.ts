import { expect } from "chai";
import { placementOn } from "#components/cluster/nodes/dedicated";
import { program } from "#docs/examples/cluster/cluster";
import { type Graph, isRecord, type Value, type Values } from "#graph/model";
import { record } from "#graph/record/record";
import { nodeNamed } from "../../../support/record.ts";

/** Labels that GKE gives a pool's nodes by itself. Source: GKE, Spot VMs; run GPUs in Standard node pools. */
function labelsByGke(node: Values): Record<string, string> {
  const [gpu] = list(node["guestAccelerators"]);
  return {
    ...(node["spot"] === true ? { "cloud.google.com/gke-spot": "true" } : {}),
    ...(isRecord(gpu) ? { "cloud.google.com/gke-accelerator": String(gpu["type"]) } : {}),
  };
}

const EFFECTS: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
  NO_EXECUTE: "NoExecute",
};

describe("components/cluster/nodes/dedicated, in the example's four pools", () => {
  const pools = ["system", "general", "spot", "gpu"];
  let graph: Graph;
  before(async () => {
    graph = await record(program, { project: "shop", stack: "prod" });
  });

  const nodeOf = (pool: string) =>
    object(nodeNamed(graph, `cluster-${pool}`, "gcp:container/nodePool:NodePool").inputs["nodeConfig"]);
  const podOf = (name: string) => {
    if (name === "cert-manager") {
      // A chart's parts name the fields as pods do.
      return object(nodeNamed(graph, "cert-manager-release").inputs["values"]);
    }
    const { inputs } = nodeNamed(graph, name, "kubernetes:apps/v1:Deployment");
    return object(object(object(inputs["spec"])["template"])["spec"]);
  };

  /** As the scheduler decides: all labels asked for are there, and every taint that keeps off is tolerated. */
  const takes = (pool: string, pod: Values) => {
    const node = nodeOf(pool);
    const labels: Values = { ...object(node["labels"] ?? {}), ...labelsByGke(node) };
    const selected = Object.entries(object(pod["nodeSelector"] ?? {})).every(
      ([key, value]) => labels[key] === value,
    );
    const tolerations = list(pod["tolerations"]).map(object);
    const tolerated = list(node["taints"])
      .map(object)
      .filter(({ effect }) => effect !== "PREFER_NO_SCHEDULE")
      .every(({ key, effect }) =>
        tolerations.some(
          (each) =>
            each["key"] === key &&
            each["operator"] === "Exists" &&
            each["effect"] === EFFECTS[String(effect)],
        ),
      );
    return selected && tolerated;
  };

  const homes: [pod: string, pool: string][] = [
    ["cert-manager", "system"],
    ["reports", "spot"],
    ["models", "gpu"],
  ];
  for (const [pod, home] of homes) {
    it(`runs ${pod} in the pool ${home} and nowhere else`, () => {
      expect(pools.filter((pool) => takes(pool, podOf(pod)))).to.deep.equal([home]);
    });
  }

  it("runs pods that ask for nothing in the general pool only", () => {
    expect(pools.filter((pool) => takes(pool, {}))).to.deep.equal(["general"]);
  });

  it("lets GKE's own pods into the system's pool, by the taint that they tolerate", () => {
    expect(nodeOf("system")["taints"]).to.deep.equal([
      { key: "components.gke.io/gke-managed-components", value: "true", effect: "NO_SCHEDULE" },
    ]);
    expect(nodeOf("system")["labels"]).to.deep.equal({ "strata/pool": "system" });
  });

  it("states GPUs with their taint and driver, and leaves GKE's labels to GKE", () => {
    expect(nodeOf("gpu")).to.deep.include({
      guestAccelerators: [
        { type: "nvidia-l4", count: 1, gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" } },
      ],
      taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
      labels: {},
    });
    expect(nodeOf("spot")).to.deep.include({ labels: {}, spot: true });
  });

  it("upgrades each pool by one node more, never by one less", () => {
    for (const pool of pools) {
      const { inputs } = nodeNamed(graph, `cluster-${pool}`, "gcp:container/nodePool:NodePool");
      expect(inputs["upgradeSettings"]).to.deep.equal({ strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 });
      expect(inputs["management"]).to.deep.equal({ autoRepair: true, autoUpgrade: true });
    }
  });

  it("answers a placement as workloads take it", () => {
    expect(placementOn("spot")).to.deep.equal({
      nodeLabels: { "cloud.google.com/gke-spot": "true" },
      tolerates: { "cloud.google.com/gke-spot": "NoSchedule" },
    });
  });
});

function object(value: Value | undefined): Values {
  if (!isRecord(value)) {
    throw new Error(`${JSON.stringify(value)} is no object`);
  }
  return value;
}

function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}
