import { expect } from "chai";
import { AutopilotCluster } from "#components/cluster/autopilot-cluster";
import { Cluster } from "#components/cluster/cluster";
import type { AutopilotClusterArgs, ClusterArgs } from "#components/cluster/gke/args";
import { program } from "#docs/examples/cluster/existing-cluster";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { AUTOPILOT_ARGS, CLUSTER_ARGS, GENERAL, REGION } from "./support.ts";

const EXISTING: ClusterArgs = {
  prefix: "howlerops",
  project: CLUSTER_ARGS.project,
  network: REGION,
  existing: { clusterName: "company-1" },
};

const recordExisting = (
  args: Partial<ClusterArgs> = {},
  use: (cluster: Cluster) => Record<string, unknown> = () => ({}),
) => recordWith(({ gcp }) => use(new Cluster("gke", { ...EXISTING, ...args }, { provider: gcp })));

const createdBelow = (graph: Graph) =>
  graph.nodes.filter(({ parent, read }) => parent === nodeNamed(graph, "gke").urn && !read);

describe("components/cluster, a cluster that is there already", () => {
  it("is read by its id; nothing is created but the provider for what runs in it", async () => {
    const graph = await recordExisting();
    expect(childrenOf(graph, "gke")).to.deep.equal([
      "gcp:container/cluster:Cluster gke-gke",
      "pulumi:providers:kubernetes gke-kubernetes",
    ]);
    const read = nodeNamed(graph, "gke-gke");
    expect(read.read).to.deep.equal({ id: "projects/test-project/locations/us-central1/clusters/company-1" });
    expect(read.inputs).to.deep.equal({});
    expect(createdBelow(graph).map(({ name }) => name)).to.deep.equal(["gke-kubernetes"]);
  });

  it("is neither protected nor unprotected from here", async () => {
    for (const protect of [true, false]) {
      const graph = await recordExisting({ protect });
      expect(graph.nodes.filter((node) => node.protect)).to.deep.equal([]);
      expect(nodeNamed(graph, "gke").published?.["facts"]).to.deep.equal({
        location: { name: "us-central1" },
        existing: { kind: "cluster" },
      });
    }
  });

  it("is identified by its own name and place", async () => {
    const existing = { clusterName: "company-1", location: "us-central1-c" };
    const graph = await recordExisting({ existing }, ({ clusterName, location }) => ({
      clusterName,
      location,
    }));
    expect(graph.outputs).to.deep.equal(existing);
    expect(nodeNamed(graph, "gke-kubernetes").inputs).to.include({
      clusterIdentifier: "gke:test-project/us-central1-c/company-1",
    });
    expect(nodeNamed(graph, "gke").published?.["facts"]).to.deep.include({
      location: { name: "us-central1-c" },
    });
  });

  it("gets pools when asked for, with an account of their own and the cluster's key", async () => {
    const graph = await recordExisting({
      existing: { clusterName: "company-1", disksKey: "projects/p/locations/r/keyRings/k/cryptoKeys/disks" },
      nodePools: { own: { ...GENERAL, minNodes: 0 } },
      imageRepositories: { app: { location: "us", repository: "app" } },
    });
    expect(createdBelow(graph).map(({ name, type }) => `${type.split(":").at(-1)} ${name}`)).to.deep.equal([
      "Account gke-nodes",
      "IAMMember gke-nodes",
      "RepositoryIamMember gke-images-app",
      "NodePool gke-own",
      "kubernetes gke-kubernetes",
    ]);
    const pool = nodeNamed(graph, "gke-own");
    expect(pool.protect).to.equal(true);
    expect(pool.propertyDependencies["cluster"]).to.deep.equal([nodeNamed(graph, "gke-gke").urn]);
    expect(pool.inputs["nodeConfig"]).to.deep.include({
      bootDiskKmsKey: "projects/p/locations/r/keyRings/k/cryptoKeys/disks",
      workloadMetadataConfig: { mode: "GKE_METADATA" },
    });
  });

  it("answers where its Kubernetes API is, as stated or in the nodes' subnet", async () => {
    const ranges = async (existing: ClusterArgs["existing"]) =>
      (
        await recordExisting({ ...(existing ? { existing } : {}) }, (cluster) => ({
          of: cluster.controlPlaneRanges,
        }))
      ).outputs["of"];
    expect(await ranges(undefined)).to.deep.equal(["10.6.0.0/20"]);
    expect(await ranges({ clusterName: "company-1", controlPlaneRanges: ["172.16.0.0/28"] })).to.deep.equal([
      "172.16.0.0/28",
    ]);
  });

  it("hands out identities that wait for it", async () => {
    const graph = await recordExisting({}, (cluster) => ({ principal: cluster.identity("a", "b") }));
    expect(graph.outputs["principal"]).to.contain("/subject/ns/a/sa/b");
  });

  it("may be an Autopilot cluster", async () => {
    const graph = await recordWith(({ gcp }) => {
      new AutopilotCluster("gke", { ...AUTOPILOT_ARGS, existing: { clusterName: "a" } }, { provider: gcp });
      return {};
    });
    expect(createdBelow(graph).map(({ name }) => name)).to.deep.equal(["gke-kubernetes"]);
    expect(nodeNamed(graph, "gke-gke").read).to.deep.equal({
      id: "projects/test-project/locations/us-central1/clusters/a",
    });
  });

  const REFUSED: Partial<ClusterArgs> = {
    availability: "zonal",
    zone: "us-central1-a",
    releaseChannel: "STABLE",
    maintenance: {},
    encryptionKeys: "google",
    keyRing: "ring",
    binaryAuthorization: false,
    securityGroup: "gke-security-groups@example.com",
    backupAgent: false,
    secretManagerAddon: true,
    kubernetesTokens: true,
    controlPlaneMetrics: true,
    interNodeEncryption: true,
    hostNamePolicies: true,
    labels: { team: "data" },
    maxPodsPerNode: 32,
    imageRepositories: { app: { location: "us", repository: "app" } },
    networkTags: ["nodes"],
  };
  for (const [argument, value] of Object.entries(REFUSED)) {
    it(`refuses ${argument}, which decides about what is only read`, async () => {
      const failure = await recordExisting({ [argument]: value }).then(
        () => "nothing failed",
        (error: unknown) => String(error),
      );
      expect(failure).to.match(new RegExp(`Cluster "gke": ${argument} is .*; allowed are none`));
    });
  }

  const errors: [Partial<ClusterArgs>, string][] = [
    [
      { existing: { clusterName: "Company" } },
      'existing.clusterName is "Company"; allowed are names of clusters',
    ],
    [
      { existing: { clusterName: "one", location: "us-east1" } },
      'existing.location is "us-east1"; allowed are us-central1 and its zones, such as us-central1-b',
    ],
    [
      { existing: { clusterName: "one", controlPlaneRanges: ["172.16.0.1"] } },
      'existing.controlPlaneRanges is "172.16.0.1"; allowed are ranges such as 172.16.0.0/28',
    ],
  ];
  for (const [args, words] of errors) {
    it(`refuses ${JSON.stringify(args)}`, async () => {
      const failure = await recordExisting(args).then(
        () => "nothing failed",
        (error: unknown) => String(error),
      );
      expect(failure).to.contain(words);
    });
  }

  it("refuses for Autopilot what decides about nodes as well", async () => {
    const args: AutopilotClusterArgs = {
      ...AUTOPILOT_ARGS,
      existing: { clusterName: "a" },
      networkTags: ["nodes"],
    };
    let failure = "";
    await recordWith(({ gcp }) => {
      try {
        new AutopilotCluster("gke", args, { provider: gcp });
      } catch (error) {
        failure = String(error);
      }
      return {};
    });
    expect(failure).to.contain('networkTags is "given"; allowed are none together with existing');
  });

  it("runs its example, in a network that is only read too", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(graph.nodes.filter(({ read }) => read).map(({ name }) => name)).to.deep.equal([
      "network-vpc",
      "network-subnet-us-central1",
      "cluster-gke",
    ]);
    expect(nodeNamed(graph, "cluster-shop").protect).to.equal(true);
  });
});
