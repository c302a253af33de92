import { expect } from "chai";
import type { Graph, Values } from "#graph/model";
import { nodeNamed } from "../../support/record.ts";
import { CLUSTER, GOLDEN_PATH, holds, POOL, UNKNOWN } from "./demands.ts";
import { recordAutopilot } from "./support.ts";

/** Google's own on Autopilot: the provider refuses the field, or it describes pools that are not there. */
const PRECONFIGURED = "absent";

/**
 * What Autopilot says in another place, or leaves to Google. Sources: GKE, Autopilot and Standard feature
 * comparison; terraform-provider-google, fields that conflict with enable_autopilot.
 */
const ELSEWHERE: Readonly<Record<string, [path: string, demanded: unknown]>> = {
  "nodeConfig.serviceAccount": ["clusterAutoscaling.autoProvisioningDefaults.serviceAccount", UNKNOWN],
  "nodeConfig.bootDiskKmsKey": ["clusterAutoscaling.autoProvisioningDefaults.bootDiskKmsKey", UNKNOWN],
  "nodeConfig.kubeletConfig.insecureKubeletReadonlyPortEnabled": [
    "nodePoolAutoConfig.nodeKubeletConfig.insecureKubeletReadonlyPortEnabled",
    "FALSE",
  ],
  "nodeConfig.workloadMetadataConfig.mode": ["nodeConfig", PRECONFIGURED],
  "nodeConfig.imageType": ["nodeConfig", PRECONFIGURED],
  "nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring": ["nodeConfig", PRECONFIGURED],
  "nodeConfig.shieldedInstanceConfig.enableSecureBoot": ["nodeConfig", PRECONFIGURED],
  "nodeConfig.metadata": ["nodeConfig", PRECONFIGURED],
  "nodePoolDefaults.nodeConfigDefaults.insecureKubeletReadonlyPortEnabled": [
    "nodePoolDefaults",
    PRECONFIGURED,
  ],
  enableShieldedNodes: ["enableShieldedNodes", PRECONFIGURED],
  enableIntranodeVisibility: ["enableIntranodeVisibility", PRECONFIGURED],
  "clusterAutoscaling.enabled": ["clusterAutoscaling.enabled", PRECONFIGURED],
  // Repairs, upgrades and private nodes of pools: Autopilot's, and the cluster's own setting.
  "management.autoRepair": ["nodePools", PRECONFIGURED],
  "management.autoUpgrade": ["nodePools", PRECONFIGURED],
  "networkConfig.enablePrivateNodes": ["privateClusterConfig.enablePrivateNodes", true],
  // The golden path: the pods on a node, DNS with the node's cache and the autoscaler are Autopilot's.
  dnsConfig: ["dnsConfig", PRECONFIGURED],
  defaultMaxPodsPerNode: ["defaultMaxPodsPerNode", PRECONFIGURED],
  "clusterAutoscaling.autoscalingProfile": ["clusterAutoscaling.autoscalingProfile", PRECONFIGURED],
  "serviceExternalIpsConfig.enabled": ["serviceExternalIpsConfig", PRECONFIGURED],
  "monitoringConfig.managedPrometheus.enabled": ["monitoringConfig.managedPrometheus.enabled", true],
};

/** Arguments that the provider refuses beside `enableAutopilot`. Source: terraform-provider-google. */
const CONFLICTING = [
  "enableShieldedNodes",
  "enableIntranodeVisibility",
  "networkPolicy",
  "nodePools",
  "removeDefaultNodePool",
  "defaultMaxPodsPerNode",
  "clusterAutoscaling.enabled",
  "clusterAutoscaling.resourceLimits",
  "addonsConfig.dnsCacheConfig",
  "addonsConfig.networkPolicyConfig",
  "addonsConfig.statefulHaConfig",
  "binaryAuthorization.enabled",
];

describe("components/cluster, checks that others wrote, on Autopilot", () => {
  let graph: Graph;
  let cluster: Values;
  before(async () => {
    graph = await recordAutopilot();
    cluster = nodeNamed(graph, "gke-gke").inputs;
  });

  const rows: [ids: string, path: string, demanded: unknown][] = [
    ...CLUSTER,
    ...POOL.map(([ids, path, demanded]): [string, string, unknown] => [`${ids}, pools`, path, demanded]),
    ...GOLDEN_PATH.map(([path, demanded]): [string, string, unknown] => ["golden path", path, demanded]),
  ];
  for (const [ids, path, demanded] of rows) {
    const [place, value] = ELSEWHERE[path] ?? [path, demanded];
    it(`${ids}: ${path}${place === path ? "" : ` in ${place}`}`, () => holds(cluster, place, value));
  }

  it("says in another place only what is demanded at all", () => {
    const demanded = rows.map(([, path]) => path);
    expect(Object.keys(ELSEWHERE).filter((path) => !demanded.includes(path))).to.deep.equal([]);
  });

  for (const path of CONFLICTING) {
    it(`leaves out ${path}, which the provider refuses`, () => holds(cluster, path, "absent"));
  }

  it("is Autopilot, with nodes' access limited by their account's roles", () => {
    holds(cluster, "enableAutopilot", true);
    holds(cluster, "clusterAutoscaling.autoProvisioningDefaults.oauthScopes", [
      "https://www.googleapis.com/auth/cloud-platform",
    ]);
    expect(graph.nodes.filter(({ type }) => type === "gcp:container/nodePool:NodePool")).to.deep.equal([]);
  });

  it("CIS 5.8.2, CKV_GCP_65: authenticatorGroupsConfig.securityGroup, once the organization's domain is given", async () => {
    const securityGroup = "gke-security-groups@sql-studio.app";
    const grouped = nodeNamed(await recordAutopilot({ securityGroup }), "gke-gke").inputs;
    holds(grouped, "authenticatorGroupsConfig", { securityGroup });
  });
});
