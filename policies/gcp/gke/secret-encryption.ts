import { resourceRule } from "../../rule.ts";
import { CLUSTER } from "./cluster.ts";

export const secretEncryption = resourceRule({
  id: "gcp-gke-secret-encryption",
  title: "Kubernetes Secrets are encrypted in etcd with a key of one's own",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "CIS GKE": ["5.3.1"] },
  appliesTo: [CLUSTER],
  fix: "set databaseEncryption to state ENCRYPTED with the keyName of a Cloud KMS key",
  why: "Whoever gets at the control plane's storage or its backups reads every Secret in plain text.",
  *check(cluster) {
    const state = cluster.at("databaseEncryption.state");
    if (!state.is("ENCRYPTED")) {
      yield state.violation("Secrets are not encrypted with a key of one's own");
      return;
    }
    const key = cluster.at("databaseEncryption.keyName");
    if (!key.exists()) {
      yield key.violation("encryption of Secrets names no key");
    }
  },
});
