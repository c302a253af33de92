import { openTo } from "../../opened.ts";
import { resourceRule } from "../../rule.ts";
import { CLUSTER } from "./cluster.ts";

export const controlPlaneAccess = resourceRule({
  id: "gcp-gke-control-plane-access",
  title: "The Kubernetes API server is not open to the internet",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    "CIS GKE": ["5.6.3"],
    Checkov: ["CKV_GCP_18", "CKV_GCP_20"],
    Trivy: ["GCP-0053", "GCP-0061"],
  },
  appliesTo: [CLUSTER],
  fix: "use the DNS endpoint with ipEndpointsConfig.enabled false, a private endpoint, or a short list of cidrBlocks",
  why: "Otherwise one vulnerability in the API server, or one leaked token, is exposed to everyone.",
  *check(cluster) {
    const networks = cluster.at("masterAuthorizedNetworksConfig");
    const google = networks.at("gcpPublicCidrsAccessEnabled");
    if (google.is(true)) {
      yield google.violation("the API server is open to every machine on Google Cloud");
    }
    const closed =
      cluster.at("controlPlaneEndpointsConfig.ipEndpointsConfig.enabled").is(false) ||
      cluster.at("privateClusterConfig.enablePrivateEndpoint").is(true) ||
      networks.exists();
    if (!closed) {
      yield networks.violation("access to the API server is not restricted");
    }
    const blocks = networks.at("cidrBlocks");
    const ranges = blocks.items().map((block) => block.at("cidrBlock"));
    yield* openTo({ list: blocks, ranges }, (share) => `the API server is open to ${share}`);
  },
});
