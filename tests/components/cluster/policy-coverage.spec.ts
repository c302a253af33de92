import { expect } from "chai";
import type { Node, Values } from "#graph/model";
import { nodeNamed } from "../../support/record.ts";
import { at, CLUSTER, GOLDEN_PATH, holds, POOL } from "./demands.ts";
import { GENERAL, recordCluster } from "./support.ts";

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
    [
      "tokens of service accounts",
      { kubernetesTokens: true },
      "controlPlaneEndpointsConfig.dnsEndpointConfig.enableK8sTokensViaDns",
      true,
    ],
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

  it("H35 takes tokens of service accounts only when asked for, says so, and never takes certificates", async () => {
    const graph = await recordCluster({ kubernetesTokens: true });
    const dns = "controlPlaneEndpointsConfig.dnsEndpointConfig";
    expect(at(nodeNamed(graph, "gke-gke").inputs, dns)).to.deep.equal({
      allowExternalTraffic: true,
      enableK8sTokensViaDns: true,
      enableK8sCertsViaDns: false,
    });
    const { published } = nodeNamed(graph, "gke", "strata:cluster:Cluster");
    expect(published?.["facts"]).to.have.deep.property("optOuts", [
      { argument: "kubernetesTokens", value: true, default: false },
    ]);
  });

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
