import { resourceRule } from "../../rule.ts";

export const workloadIdentityTrust = resourceRule({
  id: "gcp-workload-identity-trust",
  title: "Identity providers from outside are trusted on a condition",
  severity: "high",
  frameworks: { Checkov: ["CKV_GCP_118"], Trivy: ["GCP-0068"] },
  appliesTo: ["gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider"],
  fix: 'set attributeCondition, such as assertion.repository_owner_id == "12345"',
  why: "An issuer such as GitHub's signs tokens for all of its users: without a condition each of them is in the pool.",
  *check(provider) {
    const condition = provider.at("attributeCondition");
    const text = condition.text()?.trim();
    if (text === undefined || text === "" || text === "true") {
      yield condition.violation(`the pool trusts every token of the issuer (condition: ${text || "none"})`);
    }
  },
});
