import { resourceRule } from "../../rule.ts";
import { CLUSTER, NODE_POOL } from "./cluster.ts";

export const privateNodes = resourceRule({
  id: "gcp-gke-private-nodes",
  title: "Nodes have no public addresses",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "CIS GKE": ["5.6.5"], Checkov: ["CKV_GCP_64"], Trivy: ["GCP-0059"] },
  appliesTo: [CLUSTER, NODE_POOL],
  fix: "set privateClusterConfig.enablePrivateNodes to true and give the network a Cloud NAT",
  why: "A node with a public address is reachable from the internet, bypassing every load balancer and filter.",
  *check(resource) {
    if (resource.type === NODE_POOL) {
      const override = resource.at("networkConfig.enablePrivateNodes");
      if (override.is(false)) {
        yield override.violation("the pool gives its nodes public addresses");
      }
      return;
    }
    const enabled = resource.at("privateClusterConfig.enablePrivateNodes");
    if (!enabled.is(true)) {
      yield enabled.violation("the cluster gives its nodes public addresses");
    }
  },
});
