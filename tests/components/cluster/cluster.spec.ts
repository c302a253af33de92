import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { expect } from "chai";
import { Cluster, type ClusterArgs } from "../../../components/cluster/cluster.ts";
import { Network } from "../../../components/network/network.ts";
import { program } from "../../../docs/examples/cluster/cluster.ts";
import { record } from "../../../graph/record/record.ts";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { CLUSTER_ARGS, factsOf, GENERAL, gkeInputs, recordCluster } from "./support.ts";

describe("components/cluster/Cluster", () => {
  it("consists of the nodes' account, keys with their grants, the cluster, its pools and a provider", async () => {
    expect(childrenOf(await recordCluster(), "gke")).to.deep.equal([
      "gcp:serviceaccount/account:Account gke-nodes",
      "gcp:projects/iAMMember:IAMMember gke-nodes",
      "gcp:kms/keyRing:KeyRing gke-keys",
      "gcp:kms/cryptoKey:CryptoKey gke-secrets",
      "gcp:kms/cryptoKey:CryptoKey gke-disks",
      "gcp:projects/serviceIdentity:ServiceIdentity gke-gke-agent",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember gke-secrets-gke-agent",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember gke-disks-gke-agent",
      "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember gke-disks-compute-agent",
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

  describe("keys", () => {
    it("encrypt secrets and disks, rotate, and lie in the region", async () => {
      const graph = await recordCluster({ availability: "zonal" });
      expect(nodeNamed(graph, "gke-keys").inputs).to.deep.equal({
        name: "howlerops-prod-cluster",
        location: "us-central1",
      });
      expect(nodeNamed(graph, "gke-secrets").inputs).to.deep.include({
        name: "howlerops-prod-secrets",
        purpose: "ENCRYPT_DECRYPT",
        rotationPeriod: "7776000s",
      });
      expect(gkeInputs(graph)["databaseEncryption"]).to.deep.equal({
        state: "ENCRYPTED",
        keyName: { $unknown: true },
      });
    });

    it("may be used by the agents of GKE and Compute Engine, once the agent is there", async () => {
      const graph = await recordCluster();
      const grants = ["gke-secrets-gke-agent", "gke-disks-gke-agent", "gke-disks-compute-agent"].map((name) =>
        nodeNamed(graph, name),
      );
      expect(grants.map(({ inputs }) => inputs["member"])).to.deep.equal([
        "serviceAccount:service-123456789012@container-engine-robot.iam.gserviceaccount.com",
        "serviceAccount:service-123456789012@container-engine-robot.iam.gserviceaccount.com",
        "serviceAccount:service-123456789012@compute-system.iam.gserviceaccount.com",
      ]);
      for (const { inputs, dependencies } of grants) {
        expect(inputs["role"]).to.equal("roles/cloudkms.cryptoKeyEncrypterDecrypter");
        expect(dependencies).to.include(nodeNamed(graph, "gke-gke-agent").urn);
      }
    });

    it("go into a ring that exists", async () => {
      const graph = await recordWith(({ gcp }) => {
        const ring = new KeyRing("ring", { location: "us-central1" }, { provider: gcp });
        new Cluster("gke", { ...CLUSTER_ARGS, keyRing: ring.id }, { provider: gcp });
        return {};
      });
      expect(childrenOf(graph, "gke")).not.to.include("gcp:kms/keyRing:KeyRing gke-keys");
      expect(nodeNamed(graph, "gke-secrets").propertyDependencies["keyRing"]).to.deep.equal([
        nodeNamed(graph, "ring").urn,
      ]);
    });

    it("are left to Google where a cluster comes and goes", async () => {
      const graph = await recordCluster({ encryptionKeys: "google" }, ({ disksKey }) => ({
        none: disksKey === undefined,
      }));
      expect(graph.nodes.some(({ type }) => type.startsWith("gcp:kms/"))).to.equal(false);
      expect(gkeInputs(graph)["databaseEncryption"]).to.deep.equal({ state: "DECRYPTED" });
      expect(graph.outputs["none"]).to.equal(true);
    });
  });

  describe("nodes' account", () => {
    it("has the role of a node, and reads the repositories that are named", async () => {
      const graph = await recordCluster({
        imageRepositories: {
          app: { location: "us", repository: "app" },
          base: { location: "us", repository: "base", project: "shared" },
        },
      });
      expect(
        nodeNamed(graph, "gke-nodes", "gcp:serviceaccount/account:Account").inputs["accountId"],
      ).to.equal("howlerops-prod-nodes");
      const { inputs } = nodeNamed(graph, "gke-nodes", "gcp:projects/iAMMember:IAMMember");
      expect(inputs).to.include({
        project: "test-project",
        role: "roles/container.defaultNodeServiceAccount",
      });
      expect(nodeNamed(graph, "gke-images-app").inputs).to.include({
        project: "test-project",
        location: "us",
        repository: "app",
        role: "roles/artifactregistry.reader",
      });
      expect(nodeNamed(graph, "gke-images-base").inputs["project"]).to.equal("shared");
    });
  });

  describe("Kubernetes provider", () => {
    it("is built from the cluster, unknown until it is there and no secret", async () => {
      const graph = await recordCluster({}, ({ kubeconfig }) => ({ kubeconfig }));
      expect(graph.outputs["kubeconfig"]).to.deep.equal({ $unknown: true });
      const provider = nodeNamed(graph, "gke-kubernetes");
      expect(provider.parent).to.equal(nodeNamed(graph, "gke").urn);
      expect(provider.inputs["kubeconfig"]).to.deep.equal({ $unknown: true });
    });

    it("is identified by project, place and name, so that a new endpoint replaces nothing", async () => {
      const graph = await recordCluster();
      expect(nodeNamed(graph, "gke-kubernetes").inputs).to.include({
        clusterIdentifier: "gke:test-project/us-central1/howlerops-prod",
      });
    });

    it("comes after the pools, so that what it creates finds nodes", async () => {
      const graph = await recordCluster();
      expect(nodeNamed(graph, "gke-kubernetes").dependencies).to.include(nodeNamed(graph, "gke-general").urn);
    });

    it("stays known when a pool is added to a cluster that is there", async () => {
      const endpoint = "gke-1.us-central1.gke.goog";
      const graph = await recordWith(({ gcp }) => {
        const deployed = new Cluster("gke", CLUSTER_ARGS, {
          provider: gcp,
          transforms: [
            ({ type, props, opts }) =>
              type === "gcp:container/cluster:Cluster"
                ? {
                    props: { ...props, controlPlaneEndpointsConfig: { dnsEndpointConfig: { endpoint } } },
                    opts,
                  }
                : undefined,
          ],
        });
        return { kubeconfig: deployed.kubeconfig };
      });
      expect(graph.outputs["kubeconfig"]).to.contain(`https://${endpoint}`);
    });

    it("serves what runs in the cluster", async () => {
      const graph = await recordWith(({ gcp }) => {
        const { provider } = new Cluster("gke", CLUSTER_ARGS, { provider: gcp });
        new ConfigMap("settings", {}, { provider });
        return {};
      });
      expect(nodeNamed(graph, "settings").provider).to.contain(
        "strata:cluster:Cluster$pulumi:providers:kubernetes",
      );
    });
  });

  describe("workload identity", () => {
    it("turns a service account into a principal that waits for the pool of identities", async () => {
      const graph = await recordCluster({}, (cluster) => ({
        pool: cluster.workloadPool,
        principal: cluster.identity("backend", "api"),
      }));
      expect(graph.outputs).to.deep.equal({
        pool: "test-project.svc.id.goog",
        principal:
          "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/test-project.svc.id.goog/subject/ns/backend/sa/api",
      });
    });

    it("makes a grant wait for the cluster, since the pool comes with it", async () => {
      const graph = await recordWith(({ gcp }) => {
        const cluster = new Cluster("gke", CLUSTER_ARGS, { provider: gcp });
        const member = cluster.identity("backend", "api");
        new IAMMember("grant", { project: "test-project", role: "roles/viewer", member }, { provider: gcp });
        return {};
      });
      expect(nodeNamed(graph, "grant").dependencies).to.include(nodeNamed(graph, "gke-gke").urn);
    });

    it("is unknown while the project's number is", async () => {
      const graph = await recordWith(({ gcp }) => {
        const ring = new KeyRing("ring", { location: "us" }, { provider: gcp });
        const project = { id: "test-project", number: ring.id };
        const cluster = new Cluster("gke", { ...CLUSTER_ARGS, project }, { provider: gcp });
        return { principal: cluster.identity("backend", "api") };
      });
      expect(graph.outputs["principal"]).to.deep.equal({ $unknown: true });
      expect(nodeNamed(graph, "gke-disks-compute-agent").inputs["member"]).to.deep.equal({ $unknown: true });
    });
  });

  it("says where the Kubernetes API is for pods", async () => {
    const graph = await recordCluster({}, ({ controlPlaneRanges }) => ({ controlPlaneRanges }));
    expect(graph.outputs["controlPlaneRanges"]).to.deep.equal(["10.6.0.0/20"]);
  });

  describe("summary", () => {
    it("says what was chosen, and nothing of relaxations where there are none", async () => {
      expect(nodeNamed(await recordCluster(), "gke").published?.["summary"]).to.deep.equal({
        place: "us-central1, 3 zones",
        nodes: "general 2 to 10 e2-medium",
        "control plane": "DNS endpoint, regular channel",
      });
    });

    it("lists every relaxation", async () => {
      const graph = await recordCluster({
        availability: "zonal",
        encryptionKeys: "google",
        binaryAuthorization: false,
        backupAgent: false,
        protect: false,
      });
      expect(nodeNamed(graph, "gke").published?.["summary"]).to.include({
        relaxed:
          "one zone · keys managed by Google · any image is admitted · no backup agent · deletion is not refused",
      });
    });
  });

  it("registers before anything that it is made from is known", async () => {
    const { inputs } = nodeNamed(await recordCluster(), "gke");
    expect(JSON.stringify(inputs)).not.to.contain("$unknown");
  });

  it("keeps every other child as it is when a pool or a repository comes or goes", async () => {
    const one = factsOf(await recordCluster());
    const two = factsOf(
      await recordCluster({
        nodePools: { spot: { ...GENERAL, minNodes: 0, spot: true }, general: GENERAL },
        imageRepositories: { app: { location: "us", repository: "app" } },
      }),
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

  const errors: [string, Partial<ClusterArgs>, string][] = [
    [
      "capitals in the prefix",
      { prefix: "Howlerops" },
      'Cluster "gke": prefix is "Howlerops"; allowed are lower-case',
    ],
    [
      "a prefix that leaves no room for the account",
      { prefix: "gmail-auth-prod-asia-south1" },
      "at most 24 characters, since gmail-auth-prod-asia-south1-nodes is a service account's id of at most 30",
    ],
    [
      "what is no project",
      { project: { id: "x", number: "1" } },
      'project.id is "x"; allowed are project ids',
    ],
    [
      "a zone for a regional cluster",
      { zone: "us-central1-a" },
      'zone is "us-central1-a"; allowed are none unless availability is "zonal"',
    ],
    [
      "a zone elsewhere",
      { availability: "zonal", zone: "us-east1-b" },
      'zone is "us-east1-b"; allowed are zones of us-central1, such as us-central1-b',
    ],
    [
      "too many pods on a node",
      { maxPodsPerNode: 300 },
      "maxPodsPerNode is 300; allowed are whole numbers from 8 to 256 (pods)",
    ],
    [
      "a ring without keys of one's own",
      { encryptionKeys: "google", keyRing: "ring" },
      'keyRing is "given"; allowed are none where encryptionKeys is "google"',
    ],
    [
      "a group that GKE does not look for",
      { securityGroup: "admins@example.com" },
      'securityGroup is "admins@example.com"; allowed are gke-security-groups@<domain>',
    ],
    [
      "labels that the cloud refuses",
      { labels: { Team: "a" } },
      'labels is "Team"; allowed are lower-case keys',
    ],
    ["label values that the cloud refuses", { labels: { team: "A b" } }, 'labels["team"] is "A b"'],
    [
      "no pool for the system's pods",
      { nodePools: { gpu: { ...GENERAL, taints: { gpu: { value: "yes", effect: "NO_SCHEDULE" } } } } },
      'nodePools is ["gpu"]; allowed are maps with a pool of at least one node and no taints, for the system\'s own pods',
    ],
  ];
  // What configuration may hold although the types forbid it.
  const untyped: [json: string, words: string][] = [
    ['{"availability":"global"}', 'availability is "global"; allowed are "regional", "zonal"'],
    [
      '{"releaseChannel":"NIGHTLY"}',
      'releaseChannel is "NIGHTLY"; allowed are "RAPID", "REGULAR", "STABLE", "EXTENDED"',
    ],
    ['{"encryptionKeys":"none"}', 'encryptionKeys is "none"; allowed are "customer", "google"'],
  ];
  errors.push(
    ...untyped.map(([json, words]): [string, Partial<ClusterArgs>, string] => [
      json,
      JSON.parse(json),
      words,
    ]),
  );
  for (const [what, args, words] of errors) {
    it(`refuses ${what}, before anything is registered`, async () => {
      let failure = "";
      const graph = await recordWith(({ gcp }) => {
        try {
          new Cluster("gke", { ...CLUSTER_ARGS, ...args }, { provider: gcp });
        } catch (error) {
          failure = error instanceof Error ? error.message : "";
        }
        return {};
      });
      expect(failure).to.contain(words);
      expect(graph.nodes.some(({ name }) => name === "gke")).to.equal(false);
    });
  }

  it("stands beside another of its kind", async () => {
    const graph = await recordWith(({ gcp }) => {
      new Cluster("gke", CLUSTER_ARGS, { provider: gcp });
      new Cluster("other", { ...CLUSTER_ARGS, prefix: "howlerops-other" }, { provider: gcp });
      return {};
    });
    expect(childrenOf(graph, "other")).to.have.length(childrenOf(graph, "gke").length);
  });

  it("runs its example", async () => {
    const graph = await record(program, { project: "shop", stack: "dev" });
    expect(graph.outputs["backup"]).to.contain("/subject/ns/backup/sa/uploader");
    expect(graph.nodes.some(({ protect }) => protect)).to.equal(false);
  });
});
