import { expect } from "chai";
import { type Node, UNKNOWN, type Value } from "#graph/model";
import { workloadIdentity } from "#policies/gcp/gke/cluster/workload-identity";
import { legacyMetadata } from "#policies/gcp/gke/nodes/legacy-metadata";
import { nodeManagement } from "#policies/gcp/gke/nodes/node-management";
import { nodeServiceAccount } from "#policies/gcp/gke/nodes/node-service-account";
import { privateNodes } from "#policies/gcp/gke/nodes/private-nodes";
import { shieldedNodes } from "#policies/gcp/gke/nodes/shielded-nodes";
import { cluster, NODE_CONFIG, nodePool } from "../../../support/clusters.ts";
import { outcome } from "../../../support/rules.ts";

type Changes = Readonly<Record<string, Value | undefined>>;

const RULES = [
  legacyMetadata,
  nodeManagement,
  nodeServiceAccount,
  privateNodes,
  shieldedNodes,
  workloadIdentity,
];

/** Settings that violate a rule each, and how many findings they are. */
const BAD: Readonly<Record<string, Value>> = {
  metadata: { "disable-legacy-endpoints": "false" },
  serviceAccount: "default",
  shieldedInstanceConfig: { enableSecureBoot: false, enableIntegrityMonitoring: false },
  workloadMetadataConfig: { mode: "GCE_METADATA" },
};
const POOL = {
  nodeConfig: BAD,
  management: { autoUpgrade: false, autoRepair: true },
  networkConfig: { enablePrivateNodes: false },
};

/** Paths of all findings of the rules about nodes. */
function paths(node: Node): string[] {
  return RULES.flatMap((rule) => outcome(rule, [node]).findings).map(
    (finding) => /\[(.*)\]$/.exec(finding)?.[1] ?? "",
  );
}

function standard(changes: Changes): Node {
  return cluster({ removeDefaultNodePool: undefined, ...changes });
}

function expected(prefix: string): string[] {
  return [
    `${prefix}nodeConfig.metadata.disable-legacy-endpoints`,
    ...(prefix === "" ? [] : [`${prefix}management.autoUpgrade`]),
    `${prefix}nodeConfig.serviceAccount`,
    ...(prefix === "" ? [] : [`${prefix}networkConfig.enablePrivateNodes`]),
    `${prefix}nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring`,
    `${prefix}nodeConfig.shieldedInstanceConfig.enableSecureBoot`,
    `${prefix}nodeConfig.workloadMetadataConfig.mode`,
  ];
}

describe("nodes of a cluster", () => {
  it("I6 are judged in the default pool, whether or not the cluster configures it", () => {
    expect(paths(standard({ nodeConfig: BAD }))).to.have.members(expected(""));
    expect(paths(standard({}))).to.have.members([
      "nodeConfig.serviceAccount",
      "nodeConfig.shieldedInstanceConfig.enableSecureBoot",
      "nodeConfig.workloadMetadataConfig.mode",
    ]);
    expect(paths(standard({ nodeConfig: NODE_CONFIG }))).to.deep.equal([]);
  });

  it("I6 are judged in each inline pool", () => {
    const inline = standard({ nodePools: [{ nodeConfig: NODE_CONFIG }, POOL] });
    expect(paths(inline)).to.have.members(expected("nodePools[1]."));
  });

  it("I6 are judged where auto-provisioning makes them", () => {
    const { serviceAccount = null, shieldedInstanceConfig = null } = BAD;
    const { management } = POOL;
    const autoProvisioningDefaults = { serviceAccount, shieldedInstanceConfig, management };
    const DEFAULTS = "clusterAutoscaling.autoProvisioningDefaults";
    expect(
      paths(cluster({ clusterAutoscaling: { enabled: true, autoProvisioningDefaults } })),
    ).to.have.members([
      `${DEFAULTS}.management.autoUpgrade`,
      `${DEFAULTS}.serviceAccount`,
      `${DEFAULTS}.shieldedInstanceConfig.enableIntegrityMonitoring`,
      `${DEFAULTS}.shieldedInstanceConfig.enableSecureBoot`,
    ]);
    expect(paths(cluster({ clusterAutoscaling: { enabled: true } }))).to.have.members([
      `${DEFAULTS}.serviceAccount`,
      `${DEFAULTS}.shieldedInstanceConfig.enableSecureBoot`,
    ]);
    expect(paths(cluster({ clusterAutoscaling: { autoProvisioningDefaults } }))).to.deep.equal([]);
  });

  it("I6 are judged in a pool of its own", () => {
    expect(paths(nodePool({ ...POOL }))).to.have.members(
      expected("x.").map((path) => path.replace("x.", "")),
    );
  });

  it("are no concern of a default pool that is removed, or of Autopilot, whose nodes Google configures", () => {
    expect(paths(cluster({ nodeConfig: BAD }))).to.deep.equal([]);
    const autopilot = { enableAutopilot: true, "clusterAutoscaling.autoProvisioningDefaults": BAD };
    expect(paths(standard(autopilot))).to.deep.equal([
      "clusterAutoscaling.autoProvisioningDefaults.serviceAccount",
    ]);
  });

  it("are unknown where only the deployment tells whether there are any", () => {
    for (const input of ["removeDefaultNodePool", "nodePools", "enableAutopilot"]) {
      const { findings, unknown } = outcome(nodeServiceAccount, [standard({ [input]: UNKNOWN })]);
      expect(findings, input).to.deep.equal([]);
      expect(unknown, input).to.include(
        input === "nodePools" ? "nodePools.nodeConfig.serviceAccount" : input,
      );
    }
  });
});
