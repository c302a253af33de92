import { expect } from "chai";
import { Cluster } from "#components/cluster/cluster";
import { Network } from "#components/network/network";
import { program } from "#docs/examples/cluster/cluster";
import { program as development } from "#docs/examples/cluster/development-cluster";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenByUrn, childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { CLUSTER_ARGS, FOUNDATION, GENERAL, gkeInputs, recordCluster } from "./support.ts";

describe("components/cluster/Cluster", () => {
  it("consists of the nodes' account, keys with their grants, the cluster, its pools and a provider", async () => {
    expect(childrenOf(await recordCluster(), "gke")).to.deep.equal([
      ...FOUNDATION,
      "gcp:container/cluster:Cluster gke-gke",
      "gcp:container/nodePool:NodePool gke-general",
      "pulumi:providers:kubernetes gke-kubernetes",
    ]);
  });

  describe("place", () => {
    it("is the region, and the zone b of it where one zone is enough", async () => {
      expect(gkeInputs(await recordCluster())["location"]).to.equal("us-central1");
      const zonal = await recordCluster({ availability: "zonal" });
      expect(gkeInputs(zonal)["location"]).to.equal("us-central1-b");
      expect(nodeNamed(zonal, "gke-general").inputs["location"]).to.equal("us-central1-b");
      const other = await recordCluster({ availability: "zonal", zone: "us-central1-f" });
      expect(gkeInputs(other)["location"]).to.equal("us-central1-f");
    });

    it("takes nodes, pods and Services from the network's ranges", async () => {
      expect(gkeInputs(await recordCluster())).to.deep.include({
        network: "projects/test-project/global/networks/howlerops-prod",
        subnetwork: "projects/test-project/regions/us-central1/subnetworks/howlerops-prod-us-central1",
        ipAllocationPolicy: {
          clusterSecondaryRangeName: "pods",
          servicesSecondaryRangeName: "services",
          stackType: "IPV4",
        },
      });
    });

    it("waits for the way out, the nodes' rights and the keys' grants", async () => {
      const graph = await recordWith(({ gcp }) => {
        const { regions } = new Network(
          "vpc",
          { prefix: "test", regions: { "us-central1": {} } },
          { provider: gcp },
        );
        const network = regions["us-central1"] ?? CLUSTER_ARGS.network;
        new Cluster("gke", { ...CLUSTER_ARGS, network }, { provider: gcp });
        return {};
      });
      const { dependencies } = nodeNamed(graph, "gke-gke");
      for (const name of [
        "vpc-nat-us-central1",
        "gke-secrets-gke-agent",
        "gke-disks-gke-agent",
        "gke-disks-compute-agent",
      ]) {
        expect(dependencies).to.include(nodeNamed(graph, name).urn);
      }
      expect(dependencies).to.include(nodeNamed(graph, "gke-nodes", "gcp:projects/iAMMember:IAMMember").urn);
      expect(gkeInputs(graph)["subnetwork"]).to.deep.equal({ $unknown: true });
    });
  });

  describe("drift", () => {
    it("B1 authorizes no networks while the IP endpoints are off", async () => {
      const cluster = nodeNamed(await recordCluster(), "gke-gke");
      expect(cluster.inputs["controlPlaneEndpointsConfig"]).to.deep.include({
        ipEndpointsConfig: { enabled: false },
      });
      expect(cluster.inputs).not.to.have.property("masterAuthorizedNetworksConfig");
    });

    it("ignores the removed first pool, whose settings would replace the cluster", async () => {
      const graph = await recordCluster();
      const cluster = nodeNamed(graph, "gke-gke");
      expect(cluster.settings.ignoreChanges).to.deep.equal(["nodeConfig", "initialNodeCount"]);
      expect(cluster.inputs).to.include({ removeDefaultNodePool: true, initialNodeCount: 1 });
      expect(cluster.inputs).not.to.have.any.keys("nodePools", "minMasterVersion", "networkPolicy");
    });
  });

  describe("protection", () => {
    it("holds cluster, pools and keys", async () => {
      const graph = await recordCluster();
      const held = graph.nodes.filter(({ protect }) => protect).map(({ name }) => name);
      expect(held).to.deep.equal(["gke-keys", "gke-secrets", "gke-disks", "gke-gke", "gke-general"]);
      expect(gkeInputs(graph)["deletionProtection"]).to.equal(true);
      expect(nodeNamed(graph, "gke-secrets").inputs["deletionPolicy"]).to.equal("PREVENT");
    });

    it("is lifted by one setting", async () => {
      const graph = await recordCluster({ protect: false });
      expect(graph.nodes.filter(({ protect }) => protect)).to.deep.equal([]);
      expect(gkeInputs(graph)["deletionProtection"]).to.equal(false);
      expect(nodeNamed(graph, "gke-secrets").inputs["deletionPolicy"]).to.equal("DELETE");
    });
  });

  it("says where the Kubernetes API is for pods", async () => {
    const graph = await recordCluster({}, ({ controlPlaneRanges }) => ({ controlPlaneRanges }));
    expect(outputsOf(graph)["controlPlaneRanges"]).to.deep.equal(["10.6.0.0/20"]);
  });

  describe("facts", () => {
    it("say what was chosen, and no opt-outs where there are none", async () => {
      expect(nodeNamed(await recordCluster(), "gke").published?.["facts"]).to.deep.equal({
        location: { name: "us-central1", zones: 3 },
        nodePools: [{ name: "general", machineType: "e2-medium", min: 2, max: 10, spot: false }],
        controlPlane: { endpoint: "dns", releaseChannel: "REGULAR" },
        keyManagement: "customer",
      });
    });

    it("list every opt-out", async () => {
      const graph = await recordCluster({
        availability: "zonal",
        encryptionKeys: "google",
        binaryAuthorization: false,
        backupAgent: false,
        protect: false,
      });
      expect(nodeNamed(graph, "gke").published?.["facts"]).to.deep.include({
        optOuts: [
          { argument: "availability", value: "zonal", default: "regional" },
          { argument: "encryptionKeys", value: "google", default: "customer" },
          { argument: "binaryAuthorization", value: false, default: true },
          { argument: "backupAgent", value: false, default: true },
          { argument: "protect", value: false, default: true },
        ],
      });
    });
  });

  it("registers before anything that it is made from is known", async () => {
    const { inputs } = nodeNamed(await recordCluster(), "gke");
    expect(JSON.stringify(inputs)).not.to.contain("$unknown");
  });

  it("keeps every other child as it is when a pool or a repository comes or goes", async () => {
    const one = childrenByUrn(await recordCluster(), "gke");
    const two = childrenByUrn(
      await recordCluster({
        nodePools: { spot: { ...GENERAL, minNodes: 0, spot: true }, general: GENERAL },
        imageRepositories: { app: { location: "us", repository: "app" } },
      }),
      "gke",
    );
    const added = Object.keys(two).filter((urn) => !(urn in one));
    expect(added.map((urn) => urn.split("::").at(-1))).to.deep.equal(["gke-images-app", "gke-spot"]);
    // The cluster and the provider wait for what was added; their inputs stay the same.
    const inputsOf = (facts: object) =>
      Object.entries(facts).map(([urn, { inputs, protect, settings }]) => [
        urn,
        { inputs, protect, settings },
      ]);
    expect(inputsOf(two)).to.deep.include.members(inputsOf(one));
  });

  it("stands beside another of its kind", async () => {
    const graph = await recordWith(({ gcp }) => {
      new Cluster("gke", CLUSTER_ARGS, { provider: gcp });
      new Cluster("other", { ...CLUSTER_ARGS, prefix: "howlerops-other" }, { provider: gcp });
      return {};
    });
    expect(childrenOf(graph, "other")).to.have.length(childrenOf(graph, "gke").length);
  });

  it("runs its example, with four pools", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(outputsOf(graph)["backup"]).to.contain("/subject/ns/backup/sa/uploader");
    expect(nodeNamed(graph, "cluster").published?.["facts"]).to.deep.include({
      nodePools: [
        { name: "system", machineType: "e2-standard-2", min: 3, max: 6, spot: false },
        { name: "general", machineType: "e2-medium", min: 2, max: 10, spot: false },
        { name: "spot", machineType: "n2d-standard-4", min: 0, max: 20, spot: true },
        { name: "gpu", machineType: "g2-standard-8", min: 0, max: 4, spot: false },
      ],
      optOuts: [{ argument: "nodePools.spot.spot", value: true, default: false }],
    });
  });

  it("runs its example for development, which is protected by nothing and says so", async () => {
    const graph = await record(development, { project: "shop", stack: "dev" });
    expect(graph.nodes.some(({ protect }) => protect)).to.equal(false);
    expect(nodeNamed(graph, "cluster").published?.["facts"]).to.deep.include({
      optOuts: [
        { argument: "availability", value: "zonal", default: "regional" },
        { argument: "encryptionKeys", value: "google", default: "customer" },
        { argument: "protect", value: false, default: true },
        { argument: "nodePools.general.spot", value: true, default: false },
      ],
    });
  });
});
