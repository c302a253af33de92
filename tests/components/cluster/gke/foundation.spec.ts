import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import { expect } from "chai";
import { Cluster } from "#components/cluster/cluster";
import { outputsOf } from "#graph/stacks";
import { childrenOf, nodeNamed, recordWith } from "../../../support/record.ts";
import { CLUSTER_ARGS, gkeInputs, recordCluster } from "../support.ts";

describe("components/cluster/Cluster: keys and node account", () => {
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
      expect(outputsOf(graph)["none"]).to.equal(true);
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
});
