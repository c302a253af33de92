import type { PolicyResource } from "../../../context.ts";
import { openTo } from "../../../opened.ts";
import { separately, type Violation } from "../../../property.ts";
import { resourceRule } from "../../../rule.ts";
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
  check: (cluster) => separately([opensRanges, opensToGoogle, isUnrestricted], (judge) => judge(cluster)),
});

const NETWORKS = "masterAuthorizedNetworksConfig";

function* opensRanges(cluster: PolicyResource): Iterable<Violation> {
  const blocks = cluster.at(NETWORKS).at("cidrBlocks");
  const ranges = blocks.items().map((block) => block.at("cidrBlock"));
  yield* openTo({ list: blocks, ranges }, (share) => `the API server is open to ${share}`);
}

function* opensToGoogle(cluster: PolicyResource): Iterable<Violation> {
  const google = cluster.at(NETWORKS).at("gcpPublicCidrsAccessEnabled");
  if (google.is(true)) {
    yield google.violation("the API server is open to every machine on Google Cloud");
  }
}

function* isUnrestricted(cluster: PolicyResource): Iterable<Violation> {
  const networks = cluster.at(NETWORKS);
  const closed =
    cluster.at("controlPlaneEndpointsConfig.ipEndpointsConfig.enabled").is(false) ||
    cluster.at("privateClusterConfig.enablePrivateEndpoint").is(true) ||
    networks.exists();
  if (!closed) {
    yield networks.violation("access to the API server is not restricted");
  }
}
