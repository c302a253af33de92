import { credentialIn, isPointer, namesCredential } from "#models/credentials";
import { resourceRule } from "../../rule.ts";

export const secretInConfigMap = resourceRule({
  id: "kubernetes-secret-in-config-map",
  title: "ConfigMaps hold no secrets",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Trivy: ["KSV-0109", "KSV-01010"], Polaris: ["sensitiveConfigmapContent"] },
  appliesTo: ["kubernetes:core/v1:ConfigMap"],
  fix: "store the value in Secret Manager and mount it from a Secret",
  why: "ConfigMaps are not encrypted in etcd, and anyone with read access to the cluster can read them.",
  each: (configMap) => configMap.at("data").entries(),
  *check([name, value]) {
    if (value.isSecret()) {
      yield value.violation(`"${name}" is a secret`);
      return;
    }
    const text = value.text() ?? "";
    const kind = credentialIn(text);
    if (kind) {
      yield value.violation(`"${name}" holds ${kind}`);
    } else if (namesCredential(name) && !isPointer(text)) {
      yield value.violation(`"${name}" is named like a credential`);
    }
  },
});
