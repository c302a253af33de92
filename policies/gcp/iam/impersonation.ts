import { GRANT_TYPES, grantScope } from "#models/access/google-grants";
import { stackRule } from "../../rule.ts";
import { isServiceAgent, memberGrants } from "./grants.ts";

/** Roles that act as service accounts, or decide who may. Source: Checkov, AbsGoogleImpersonationRoles. */
const IMPERSONATING = new Set([
  "roles/assuredoss.admin",
  "roles/backupdr.computeEngineOperator",
  "roles/cloudbuild.builds.builder",
  "roles/cloudbuild.builds.editor",
  "roles/composer.worker",
  "roles/dataflow.admin",
  "roles/dataflow.developer",
  "roles/deploymentmanager.editor",
  "roles/iam.securityAdmin",
  "roles/iam.serviceAccountAdmin",
  "roles/iam.serviceAccountKeyAdmin",
  "roles/iam.serviceAccountOpenIdTokenCreator",
  "roles/iam.serviceAccountTokenCreator",
  "roles/iam.serviceAccountUser",
  "roles/iam.workloadIdentityUser",
  "roles/run.sourceDeveloper",
  "roles/securitycenter.admin",
]);
/** Roles that Google makes for its own accounts; most may act as service accounts. */
const OF_AGENTS = /\.(\w+S|s)erviceAgent$/;

export const impersonation = stackRule({
  id: "gcp-impersonation",
  title: "Service accounts are lent one by one, not by the project",
  severity: "high",
  frameworks: {
    Checkov: ["CKV_GCP_41", "CKV_GCP_44", "CKV_GCP_45", "CKV_GCP_49"],
    Trivy: ["GCP-0005", "GCP-0009", "GCP-0011"],
  },
  appliesTo: GRANT_TYPES.filter((type) => grantScope(type) !== "resource"),
  fix: "grant the role on the one service account, with serviceaccount.IAMMember",
  why: "At this level the role covers every service account, also those with more rights than its holder, now and later.",
  each: memberGrants,
  *check({ role, member, account }, _stack, resource) {
    const name = role.text() ?? "";
    if ((!IMPERSONATING.has(name) && !OF_AGENTS.test(name)) || account === "google") {
      return;
    }
    const who = account === "own" ? "a service account" : (member.text() ?? "");
    if (!isServiceAgent(who)) {
      yield role.violation(
        `${who} may act as every service account of the ${grantScope(resource.type)} (${name})`,
      );
    }
  },
});
