import type { PolicyResource } from "../../context.ts";
import { type Outcome, separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { CLUSTER } from "./cluster.ts";

export const controlPlaneAccess = resourceRule({
  id: "gcp-gke-control-plane-access",
  title: "The Kubernetes API server is not open to the internet",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    "CIS GKE": ["5.6.3", "5.6.4"],
    Checkov: ["CKV_GCP_18", "CKV_GCP_20", "CKV_GCP_25"],
    Trivy: ["GCP-0053", "GCP-0061"],
  },
  appliesTo: [CLUSTER],
  fix: "use the DNS endpoint with ipEndpointsConfig.enabled false, a private endpoint, or a short list of cidrBlocks",
  why: "Otherwise one vulnerability in the API server, or one leaked token, is exposed to everyone.",
  check: (cluster) => separately([isOpen, isUnrestricted], (judge) => judge(cluster)),
});

const NETWORKS = "masterAuthorizedNetworksConfig";

function* isOpen(cluster: PolicyResource): Iterable<Outcome> {
  yield* separately(cluster.at(NETWORKS).at("cidrBlocks").items(), function* (block) {
    const range = block.at("cidrBlock");
    if (range.is("0.0.0.0/0") || range.is("::/0")) {
      yield range.violation(`the API server is open to the whole internet (${range.text()})`);
    }
  });
}

function* isUnrestricted(cluster: PolicyResource): Iterable<Outcome> {
  const networks = cluster.at(NETWORKS);
  const closed =
    cluster.at("controlPlaneEndpointsConfig.ipEndpointsConfig.enabled").is(false) ||
    cluster.at("privateClusterConfig.enablePrivateEndpoint").is(true) ||
    networks.exists();
  if (!closed) {
    yield networks.violation("access to the API server is not restricted");
  }
}
