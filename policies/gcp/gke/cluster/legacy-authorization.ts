import { resourceRule } from "../../../rule.ts";
import { CLUSTER } from "./cluster.ts";

/** Settings of older clusters that grant access outside RBAC; each defaults to false. */
const LEGACY = [
  { path: "enableLegacyAbac", what: "legacy attribute-based access control is on" },
  {
    path: "masterAuth.clientCertificateConfig.issueClientCertificate",

    what: "a client certificate that cannot be revoked is issued",
  },
  {
    path: "enableKubernetesAlpha",

    what: "alpha features are on, and the cluster is deleted after 30 days",
  },
] as const;

export const legacyAuthorization = resourceRule({
  id: "gcp-gke-legacy-authorization",
  title: "Access to the API server is controlled by RBAC alone",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    "CIS GKE": ["5.8.1", "5.8.3", "5.10.2"],
    Checkov: ["CKV_GCP_7", "CKV_GCP_13", "CKV2_GCP_19"],
    Trivy: ["GCP-0062", "GCP-0064"],
  },
  appliesTo: [CLUSTER],
  fix: "remove enableLegacyAbac, issueClientCertificate and enableKubernetesAlpha",
  why: "Legacy access methods bypass roles, cannot be revoked individually and do not appear in audit logs.",
  each: (cluster) => LEGACY.map(({ path, what }) => ({ setting: cluster.at(path), what })),
  *check({ setting, what }) {
    if (setting.is(true)) {
      yield setting.violation(what);
    }
  },
});
