import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { expect } from "chai";
import { Cluster } from "#components/cluster/cluster";
import { outputsOf } from "#graph/stacks";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { answeringAt, CLUSTER_ARGS, recordCluster } from "../support.ts";

describe("components/cluster/Cluster, as others reach it", () => {
  describe("Kubernetes provider", () => {
    it("is built from the cluster, unknown until it is there and no secret", async () => {
      const graph = await recordCluster({}, ({ kubeconfig }) => ({ kubeconfig }));
      expect(outputsOf(graph)["kubeconfig"]).to.deep.equal({ $unknown: true });
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
        const deployed = new Cluster("gke", CLUSTER_ARGS, { provider: gcp, ...answeringAt(endpoint) });
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
      expect(outputsOf(graph)).to.deep.equal({
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
});
