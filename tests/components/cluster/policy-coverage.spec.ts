import { expect } from "chai";
import { isRecord, type Node, type Value, type Values } from "../../../graph/model.ts";
import { nodeNamed } from "../../support/record.ts";
import { GENERAL, recordCluster } from "./support.ts";

/** The value at a path such as `privateClusterConfig.enablePrivateNodes`. */
function at(inputs: Values, path: string): Value | undefined {
  return path
    .split(".")
    .reduce<Value | undefined>((value, key) => (isRecord(value) ? value[key] : undefined), inputs);
}

const UNKNOWN = { $unknown: true };

/**
 * What the checks that others wrote ask of a cluster: their ids (CIS GKE 1.9.0, Checkov, Trivy), the field, and
 * what it has to be. "absent" is a field that may not be given.
 */
const CLUSTER: [ids: string, path: string, demanded: unknown][] = [
  ["CIS 5.2.1, CKV2_GCP_1, GCP-0050", "nodeConfig.serviceAccount", UNKNOWN],
  ["CIS 5.2.2, CKV_GCP_69, GCP-0057", "workloadIdentityConfig.workloadPool", "test-project.svc.id.goog"],
  ["CIS 5.2.2, CKV_GCP_69, GCP-0057", "nodeConfig.workloadMetadataConfig.mode", "GKE_METADATA"],
  ["CIS 5.3.1", "databaseEncryption", { state: "ENCRYPTED", keyName: UNKNOWN }],
  ["CIS 5.1.4, CKV_GCP_66", "binaryAuthorization.evaluationMode", "PROJECT_SINGLETON_POLICY_ENFORCE"],
  ["CIS 5.5.1, CKV_GCP_22, GCP-0054", "nodeConfig.imageType", "COS_CONTAINERD"],
  ["CIS 5.5.4, CKV_GCP_70", "releaseChannel.channel", "REGULAR"],
  ["CIS 5.5.5, CKV_GCP_71, GCP-0055", "enableShieldedNodes", true],
  ["CIS 5.5.6, CKV_GCP_72", "nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring", true],
  ["CIS 5.5.7, CKV_GCP_68", "nodeConfig.shieldedInstanceConfig.enableSecureBoot", true],
  ["CIS 5.6.1, CKV_GCP_61", "enableIntranodeVisibility", true],
  ["CIS 5.6.2, CKV_GCP_23, GCP-0049", "networkingMode", "VPC_NATIVE"],
  ["CIS 5.6.2, CKV_GCP_23, GCP-0049", "ipAllocationPolicy.clusterSecondaryRangeName", "pods"],
  [
    "CIS 5.6.3, CKV_GCP_18, CKV_GCP_20, GCP-0053, GCP-0061",
    "masterAuthorizedNetworksConfig.cidrBlocks",
    [{ cidrBlock: "10.6.0.0/20", displayName: "nodes" }],
  ],
  ["CIS 5.6.3", "masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled", false],
  ["CIS 5.6.3", "masterAuthorizedNetworksConfig.privateEndpointEnforcementEnabled", true],
  ["CIS 5.6.4, CKV_GCP_25", "privateClusterConfig.enablePrivateEndpoint", true],
  ["CIS 5.6.4", "controlPlaneEndpointsConfig.ipEndpointsConfig.enabled", false],
  ["CIS 5.6.5, CKV_GCP_64, GCP-0059", "privateClusterConfig.enablePrivateNodes", true],
  ["CIS 4.3.1, GCP-0056", "datapathProvider", "ADVANCED_DATAPATH"],
  [
    "CIS 5.7.1, CKV_GCP_1, GCP-0060",
    "loggingConfig.enableComponents",
    ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"],
  ],
  ["CIS 5.7.1, CKV_GCP_8, GCP-0052", "monitoringConfig.enableComponents", ["SYSTEM_COMPONENTS"]],
  ["CIS 5.8.1, CKV_GCP_13, GCP-0064", "masterAuth.clientCertificateConfig.issueClientCertificate", false],
  ["CIS 5.8.3, CKV_GCP_7, GCP-0062", "enableLegacyAbac", false],
  ["CIS 5.9.2", "nodeConfig.bootDiskKmsKey", UNKNOWN],
  ["CIS 5.10.2, CKV2_GCP_19", "enableKubernetesAlpha", false],
  ["CIS 5.10.4", "securityPostureConfig.mode", "BASIC"],
  ["CIS 4.1.8", "rbacBindingConfig.enableInsecureBindingSystemAuthenticated", false],
  ["CIS 4.1.9", "rbacBindingConfig.enableInsecureBindingSystemUnauthenticated", false],
  ["CIS 4.1.10", "anonymousAuthenticationConfig.mode", "LIMITED"],
  ["CKV_GCP_21, GCP-0051", "resourceLabels", { "managed-by": "strata" }],
  ["CKV_GCP_123", "nodePools", "absent"],
  ["CKV_GCP_123", "deletionProtection", true],
  ["CKV_GCP_123", "nodeConfig.kubeletConfig.insecureKubeletReadonlyPortEnabled", "FALSE"],
  ["CKV_GCP_123", "nodePoolDefaults.nodeConfigDefaults.insecureKubeletReadonlyPortEnabled", "FALSE"],
  // Without automatic pools nothing is provisioned with defaults of its own.
  ["CIS 5.2.1", "clusterAutoscaling.enabled", false],
];

const POOL: [ids: string, path: string, demanded: unknown][] = [
  ["CIS 5.2.1, CKV2_GCP_1, GCP-0050", "nodeConfig.serviceAccount", UNKNOWN],
  ["CIS 5.2.2, CKV_GCP_69, GCP-0057", "nodeConfig.workloadMetadataConfig.mode", "GKE_METADATA"],
  ["CIS 5.5.1, CKV_GCP_22, GCP-0054", "nodeConfig.imageType", "COS_CONTAINERD"],
  ["CIS 5.5.2, CKV_GCP_9, GCP-0063", "management.autoRepair", true],
  ["CIS 5.5.3, CKV_GCP_10, GCP-0058", "management.autoUpgrade", true],
  ["CIS 5.5.6, CKV_GCP_72", "nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring", true],
  ["CIS 5.5.7, CKV_GCP_68", "nodeConfig.shieldedInstanceConfig.enableSecureBoot", true],
  ["CIS 5.6.5, CKV_GCP_64, GCP-0059", "networkConfig.enablePrivateNodes", true],
  ["CIS 5.9.2", "nodeConfig.bootDiskKmsKey", UNKNOWN],
  ["CKV_GCP_67", "nodeConfig.metadata", { "disable-legacy-endpoints": "true" }],
  ["CKV_GCP_123", "nodeConfig.kubeletConfig.insecureKubeletReadonlyPortEnabled", "FALSE"],
];

/** Beyond those: what the platform's golden path sets. */
const GOLDEN_PATH: [path: string, demanded: unknown][] = [
  ["dnsConfig", { clusterDns: "CLOUD_DNS", clusterDnsScope: "CLUSTER_SCOPE" }],
  ["gatewayApiConfig.channel", "CHANNEL_STANDARD"],
  ["clusterAutoscaling.autoscalingProfile", "OPTIMIZE_UTILIZATION"],
  ["verticalPodAutoscaling.enabled", true],
  ["costManagementConfig.enabled", true],
  ["defaultMaxPodsPerNode", 48],
  ["addonsConfig.gkeBackupAgentConfig.enabled", true],
  ["controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic", true],
  ["controlPlaneEndpointsConfig.dnsEndpointConfig.enableK8sTokensViaDns", false],
  ["controlPlaneEndpointsConfig.dnsEndpointConfig.enableK8sCertsViaDns", false],
  ["serviceExternalIpsConfig.enabled", false],
  ["monitoringConfig.managedPrometheus.enabled", false],
  ["secretManagerConfig.enabled", false],
  ["inTransitEncryptionConfig", "IN_TRANSIT_ENCRYPTION_DISABLED"],
  ["enableFqdnNetworkPolicy", "absent"],
  ["networkPolicy", "absent"],
];

describe("components/cluster, checks that others wrote", () => {
  let cluster: Values;
  let pool: Values;
  let keys: Node[];
  let nodes: readonly Node[];

  before(async () => {
    const graph = await recordCluster();
    cluster = nodeNamed(graph, "gke-gke").inputs;
    pool = nodeNamed(graph, "gke-general").inputs;
    nodes = graph.nodes;
    keys = graph.nodes.filter(({ type }) => type === "gcp:kms/cryptoKey:CryptoKey");
  });

  const holds = (inputs: Values, path: string, demanded: unknown) => {
    const found = at(inputs, path);
    if (demanded === "absent") {
      expect(found).to.equal(undefined);
    } else {
      expect(found).to.deep.equal(demanded);
    }
  };

  for (const [ids, path, demanded] of CLUSTER) {
    it(`${ids}: ${path}`, () => holds(cluster, path, demanded));
  }
  for (const [ids, path, demanded] of POOL) {
    it(`${ids}: pool ${path}`, () => holds(pool, path, demanded));
  }
  for (const [path, demanded] of GOLDEN_PATH) {
    it(`golden path: ${path}`, () => holds(cluster, path, demanded));
  }

  it("CIS 5.8.2, CKV_GCP_65: authenticatorGroupsConfig.securityGroup, once the organization's domain is given", async () => {
    const graph = await recordCluster({ securityGroup: "gke-security-groups@sql-studio.app" });
    expect(at(nodeNamed(graph, "gke-gke").inputs, "authenticatorGroupsConfig")).to.deep.equal({
      securityGroup: "gke-security-groups@sql-studio.app",
    });
  });

  it("CKV_GCP_43, GCP-0065: keys rotate after 90 days at most", () => {
    expect(keys).to.have.length(2);
    for (const { inputs } of keys) {
      expect(Number.parseInt(String(inputs["rotationPeriod"]), 10)).to.be.at.most(90 * 24 * 60 * 60);
    }
  });

  it("CKV_GCP_82: keys refuse deletion", () => {
    expect(keys.every(({ protect, inputs }) => protect && inputs["deletionPolicy"] === "PREVENT")).to.equal(
      true,
    );
  });

  it("CKV_GCP_112, CKV2_GCP_6, CKV2_GCP_8, GCP-0003: nothing is granted to everybody", () => {
    const members = nodes
      .map(({ inputs }) => inputs["member"])
      .filter((member) => typeof member === "string");
    expect(members).to.have.length(3);
    expect(members.filter((member) => /^all(Authenticated)?Users$/.test(member))).to.deep.equal([]);
  });

  it("CKV_GCP_41, 42, 46, 49, 117, GCP-0006, 0007, 0011: roles are narrow, and no default account has one", () => {
    const roles = nodes.map(({ inputs }) => inputs["role"]).filter((role) => role !== undefined);
    expect([...new Set(roles)]).to.deep.equal([
      "roles/container.defaultNodeServiceAccount",
      "roles/cloudkms.cryptoKeyEncrypterDecrypter",
    ]);
  });

  it("CKV2_GCP_3: no account has a key", () => {
    expect(nodes.filter(({ type }) => type === "gcp:serviceaccount/key:Key")).to.deep.equal([]);
  });

  it("holds for spot and GPU pools too, whatever they are given", async () => {
    const graph = await recordCluster({
      nodePools: {
        general: GENERAL,
        gpu: {
          machineType: "g2-standard-4",
          minNodes: 0,
          maxNodes: 2,
          spot: true,
          accelerator: { type: "nvidia-l4", count: 1 },
        },
      },
    });
    for (const [, path, demanded] of POOL) {
      holds(nodeNamed(graph, "gke-gpu").inputs, path, demanded);
    }
  });

  const relaxations: [string, Parameters<typeof recordCluster>[0], string, unknown][] = [
    ["any image", { binaryAuthorization: false }, "binaryAuthorization.evaluationMode", "DISABLED"],
    ["Google's keys", { encryptionKeys: "google" }, "databaseEncryption.state", "DECRYPTED"],
    ["no backup agent", { backupAgent: false }, "addonsConfig.gkeBackupAgentConfig.enabled", false],
    ["deletion", { protect: false }, "deletionProtection", false],
  ];
  for (const [what, args, path, value] of relaxations) {
    it(`is relaxed by one argument only: ${what}`, async () => {
      const relaxed = nodeNamed(await recordCluster(args), "gke-gke").inputs;
      expect(at(relaxed, path)).to.deep.equal(value);
      const broken = CLUSTER.filter(
        ([, each, demanded]) =>
          demanded !== "absent" && JSON.stringify(at(relaxed, each)) !== JSON.stringify(demanded),
      );
      const allowed = new Set([path, path.split(".")[0], "nodeConfig.bootDiskKmsKey"]);
      expect(broken.map(([, each]) => each).filter((each) => !allowed.has(each))).to.deep.equal([]);
    });
  }

  const additions: [string, Parameters<typeof recordCluster>[0], string, unknown][] = [
    [
      "Secret Manager's files",
      { secretManagerAddon: true },
      "secretManagerConfig",
      { enabled: true, rotationConfig: { enabled: true, rotationInterval: "120s" } },
    ],
    [
      "metrics of the control plane",
      { controlPlaneMetrics: true },
      "monitoringConfig.enableComponents",
      ["SYSTEM_COMPONENTS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"],
    ],
    [
      "encryption between nodes",
      { interNodeEncryption: true },
      "inTransitEncryptionConfig",
      "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT",
    ],
    ["policies by host name", { hostNamePolicies: true }, "enableFqdnNetworkPolicy", true],
    ["a channel", { releaseChannel: "STABLE" }, "releaseChannel.channel", "STABLE"],
    ["labels", { labels: { team: "data" } }, "resourceLabels", { team: "data", "managed-by": "strata" }],
  ];
  for (const [what, args, path, value] of additions) {
    it(`takes ${what} when asked for`, async () => {
      expect(at(nodeNamed(await recordCluster(args), "gke-gke").inputs, path)).to.deep.equal(value);
    });
  }
});
