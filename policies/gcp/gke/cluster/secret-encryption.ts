import { resourceRule } from "../../../rule.ts";
import { CLUSTER } from "./cluster.ts";

export const secretEncryption = resourceRule({
  id: "gcp-gke-secret-encryption",
  title: "Kubernetes Secrets are encrypted in etcd with a customer-managed key",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "CIS GKE": ["5.3.1"] },
  appliesTo: [CLUSTER],
  fix: "set databaseEncryption to state ENCRYPTED with the keyName of a Cloud KMS key",
  why: "Otherwise anyone with access to the control plane's storage or backups can read every Secret.",
  *check(cluster) {
    const state = cluster.at("databaseEncryption.state");
    if (!state.is("ENCRYPTED")) {
      yield state.violation("Secrets are not encrypted with a customer-managed key");
      return;
    }
    const key = cluster.at("databaseEncryption.keyName");
    if (!key.exists()) {
      yield key.violation("encryption of Secrets has no key");
    }
  },
});
