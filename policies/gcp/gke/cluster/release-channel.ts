import { resourceRule } from "../../../rule.ts";
import { CLUSTER } from "./cluster.ts";

const CHANNELS = ["RAPID", "REGULAR", "STABLE", "EXTENDED"];

export const releaseChannel = resourceRule({
  id: "gcp-gke-release-channel",
  title: "Clusters follow a release channel",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { "CIS GKE": ["5.5.4"], Checkov: ["CKV_GCP_70"] },
  appliesTo: [CLUSTER],
  fix: "set releaseChannel.channel to REGULAR, or STABLE where changes must be rare",
  why: "A cluster without a channel misses security patches until someone upgrades it by hand.",
  *check(cluster) {
    const channel = cluster.at("releaseChannel.channel");
    const name = channel.text();
    if (name === undefined || !CHANNELS.includes(name)) {
      yield channel.violation(`the cluster has no release channel (${name ?? "none given"})`);
    }
  },
});
