import { nodeRule } from "./nodes.ts";

export const privateNodes = nodeRule({
  id: "gcp-gke-private-nodes",
  title: "Nodes have no public addresses",
  severity: "high",
  frameworks: { "CIS GKE": ["5.6.5"], Checkov: ["CKV_GCP_25", "CKV_GCP_64"], Trivy: ["GCP-0059"] },
  fix: "set privateClusterConfig.enablePrivateNodes to true and give the network a Cloud NAT",
  why: "A node with a public address is reachable from the internet, bypassing every load balancer and filter.",
  *cluster(cluster) {
    const enabled = cluster.at("privateClusterConfig.enablePrivateNodes");
    if (!enabled.is(true)) {
      yield enabled.violation("the cluster gives its nodes public addresses");
    }
  },
  *check({ label, pool, kind }) {
    const override = pool.at("networkConfig.enablePrivateNodes");
    if (kind === "pool" && override.is(false)) {
      yield override.violation(`${label} have public addresses`);
    }
  },
});
