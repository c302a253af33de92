import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { expect } from "chai";
import { AutopilotCluster } from "#components/cluster/autopilot-cluster";
import { Cluster } from "#components/cluster/cluster";
import type { AutopilotClusterArgs } from "#components/cluster/gke/args";
import type { KubernetesCluster } from "#components/cluster/kubernetes-cluster";
import { Network } from "#components/network/network";
import { program } from "#docs/examples/cluster/autopilot-cluster";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenByUrn, childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesBeforeRegistering } from "../../support/refusals.ts";
import {
  AUTOPILOT_ARGS,
  CLUSTER_ARGS,
  FOUNDATION,
  gkeInputs,
  recordAutopilot,
  recordCluster,
} from "./support.ts";

describe("components/cluster/AutopilotCluster", () => {
  it("consists of the nodes' account, keys with their grants, the cluster and a provider", async () => {
    expect(childrenOf(await recordAutopilot(), "gke")).to.deep.equal([
      ...FOUNDATION,
      "gcp:container/cluster:Cluster gke-gke",
      "pulumi:providers:kubernetes gke-kubernetes",
    ]);
  });

  it("lies in the region, on the network's ranges", async () => {
    expect(gkeInputs(await recordAutopilot())).to.deep.include({
      name: "howlerops-prod",
      location: "us-central1",
      subnetwork: "projects/test-project/regions/us-central1/subnetworks/howlerops-prod-us-central1",
      ipAllocationPolicy: {
        clusterSecondaryRangeName: "pods",
        servicesSecondaryRangeName: "services",
        stackType: "IPV4",
      },
    });
  });

  it("gives everything above the same as a Standard cluster does", async () => {
    const outputs = ({
      kubeconfig,
      clusterName,
      location,
      controlPlaneRanges,
      workloadPool,
    }: KubernetesCluster) => ({
      kubeconfig,
      clusterName,
      location,
      controlPlaneRanges,
      workloadPool,
    });
    const use = (cluster: KubernetesCluster) => ({
      ...outputs(cluster),
      clusterId: cluster.clusterId,
      disksKey: cluster.disksKey,
      identity: cluster.identity("backend", "api"),
    });
    const autopilot = await recordAutopilot({}, use);
    expect(outputsOf(autopilot)).to.deep.equal(outputsOf(await recordCluster({}, use)));
    expect(outputsOf(autopilot)["clusterName"]).to.equal("howlerops-prod");
    expect(nodeNamed(autopilot, "gke-kubernetes").inputs).to.include({
      clusterIdentifier: "gke:test-project/us-central1/howlerops-prod",
      enableServerSideApply: "true",
      enablePatchForce: "true",
      enableConfigMapMutable: "true",
      enableSecretMutable: "true",
    });
  });

  it("shares every setting with a Standard cluster that is not about nodes", async () => {
    const standard = gkeInputs(await recordCluster());
    const autopilot = gkeInputs(await recordAutopilot());
    const different = [...new Set([...Object.keys(standard), ...Object.keys(autopilot)])]
      .filter((key) => JSON.stringify(standard[key]) !== JSON.stringify(autopilot[key]))
      .sort();
    expect(different).to.deep.equal([
      "clusterAutoscaling",
      "defaultMaxPodsPerNode",
      "dnsConfig",
      "enableAutopilot",
      "enableIntranodeVisibility",
      "enableShieldedNodes",
      "initialNodeCount",
      "monitoringConfig",
      "nodeConfig",
      "nodePoolAutoConfig",
      "nodePoolDefaults",
      "removeDefaultNodePool",
      "serviceExternalIpsConfig",
    ]);
  });

  it("serves what runs in it, and waits for the way out and the grants", async () => {
    const graph = await recordWith(({ gcp }) => {
      const { regions } = new Network(
        "vpc",
        { prefix: "test", regions: { "us-central1": {} } },
        { provider: gcp },
      );
      const network = regions["us-central1"] ?? AUTOPILOT_ARGS.network;
      const { provider } = new AutopilotCluster("gke", { ...AUTOPILOT_ARGS, network }, { provider: gcp });
      new ConfigMap("settings", {}, { provider });
      return {};
    });
    expect(nodeNamed(graph, "settings").provider).to.contain(
      "strata:cluster:AutopilotCluster$pulumi:providers:kubernetes",
    );
    const { dependencies } = nodeNamed(graph, "gke-gke");
    for (const name of ["vpc-nat-us-central1", "gke-disks-compute-agent"]) {
      expect(dependencies).to.include(nodeNamed(graph, name).urn);
    }
    expect(gkeInputs(graph)["subnetwork"]).to.deep.equal({ $unknown: true });
  });

  it("ignores what Google changes as nodes come and go", async () => {
    const { settings } = nodeNamed(await recordAutopilot(), "gke-gke");
    expect(settings.ignoreChanges).to.deep.equal(["nodeConfig", "initialNodeCount"]);
  });

  it("is protected with its keys, and let go by one setting", async () => {
    const held = (graph: Awaited<ReturnType<typeof recordAutopilot>>) =>
      graph.nodes.filter(({ protect }) => protect).map(({ name }) => name);
    const graph = await recordAutopilot();
    expect(held(graph)).to.deep.equal(["gke-keys", "gke-secrets", "gke-disks", "gke-gke"]);
    expect(gkeInputs(graph)["deletionProtection"]).to.equal(true);
    const free = await recordAutopilot({ protect: false });
    expect(held(free)).to.deep.equal([]);
    expect(gkeInputs(free)["deletionProtection"]).to.equal(false);
  });

  it("puts network tags on the nodes that Google makes", async () => {
    expect(
      gkeInputs(await recordAutopilot({ networkTags: ["nodes"] }))["nodePoolAutoConfig"],
    ).to.deep.include({
      networkTags: { tags: ["nodes"] },
    });
  });

  it("leaves disks to Google's keys where those are asked for", async () => {
    const graph = await recordAutopilot({ encryptionKeys: "google" }, ({ disksKey }) => ({
      none: disksKey === undefined,
    }));
    expect(outputsOf(graph)["none"]).to.equal(true);
    expect(JSON.stringify(gkeInputs(graph))).not.to.contain("bootDiskKmsKey");
  });

  it("says what was chosen", async () => {
    expect(
      nodeNamed(await recordAutopilot({ releaseChannel: "STABLE" }), "gke").published?.["facts"],
    ).to.deep.equal({
      location: { name: "us-central1", allZones: true },
      autopilot: true,
      controlPlane: { endpoint: "dns", releaseChannel: "STABLE" },
      keyManagement: "customer",
    });
  });

  it("keeps every other child as it is when a repository comes or goes", async () => {
    const one = childrenByUrn(await recordAutopilot(), "gke");
    const two = childrenByUrn(
      await recordAutopilot({ imageRepositories: { app: { location: "us", repository: "app" } } }),
      "gke",
    );
    expect(Object.keys(two).filter((urn) => !(urn in one))).to.have.length(1);
    for (const [urn, facts] of Object.entries(one)) {
      const { dependencies: _before, ...before } = Object(facts);
      const { dependencies: _after, ...after } = Object(two[urn]);
      expect(after).to.deep.equal(before);
    }
  });

  const errors: Mistake<Partial<AutopilotClusterArgs>>[] = [
    [
      "capitals in the prefix",
      { prefix: "Prod" },
      'AutopilotCluster "gke": prefix is "Prod"; allowed are lower-case',
    ],
    [
      "a tag that is none",
      { networkTags: ["Nodes"] },
      'networkTags is "Nodes"; allowed are lower-case letters',
    ],
    [
      "an existing cluster in a zone",
      { existing: { clusterName: "one", location: "us-central1-b" } },
      'existing.location is "us-central1-b"; allowed are us-central1: Autopilot clusters lie in a region',
    ],
  ];
  refusesBeforeRegistering(
    ["AutopilotCluster", "gke"],
    errors,
    (args, gcp) => new AutopilotCluster("gke", { ...AUTOPILOT_ARGS, ...args }, { provider: gcp }),
  );

  it("stands beside a Standard cluster", async () => {
    const graph = await recordWith(({ gcp }) => {
      new AutopilotCluster("autopilot", { ...AUTOPILOT_ARGS, prefix: "autopilot" }, { provider: gcp });
      new Cluster("standard", CLUSTER_ARGS, { provider: gcp });
      return {};
    });
    expect(childrenOf(graph, "standard")).to.have.length(childrenOf(graph, "autopilot").length + 1);
  });

  it("runs its example", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(outputsOf(graph)["backup"]).to.contain("/subject/ns/backup/sa/uploader");
    expect(graph.nodes.some(({ type }) => type === "kubernetes:apps/v1:Deployment")).to.equal(true);
  });
});
