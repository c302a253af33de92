import { GRANT_TYPES, grantScope } from "#models/access/google-grants";
import { stackRule } from "../../rule.ts";
import { memberGrants, roleLabel } from "./grants.ts";

/** Accounts of Compute Engine and App Engine that whole services share. Source: Google Cloud docs, default service accounts. */
const DEFAULT = /^serviceAccount:(\d+-compute@developer|[\w.:-]+@appspot)\.gserviceaccount\.com$/;

export const defaultAccount = stackRule({
  id: "gcp-default-account",
  title: "Default service accounts get no roles",
  severity: "medium",
  frameworks: {
    Checkov: ["CKV_GCP_46", "CKV_GCP_47", "CKV_GCP_48"],
    Trivy: ["GCP-0004", "GCP-0006", "GCP-0008"],
  },
  appliesTo: GRANT_TYPES.filter((type) => grantScope(type) !== "resource"),
  fix: "create a service account for the workload and grant the role to it",
  why: "Every machine and function without an account of its own runs as this one, and would get the role with it.",
  each: memberGrants,
  *check({ role, member, account }, _stack, resource) {
    if (account === undefined && DEFAULT.test(member.text() ?? "")) {
      yield member.violation(
        `a default service account gets ${roleLabel(role)} on the ${grantScope(resource.type)}`,
      );
    }
  },
});
