import { UNKNOWN } from "#graph/model";
import { workloadIdentityTrust } from "#policies/gcp/iam/workload-identity-trust";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const PROVIDER = "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider";
const OIDC = { issuerUri: "https://token.actions.githubusercontent.com" };

describeRule(workloadIdentityTrust, {
  passes: {
    "a condition": [
      resource(PROVIDER, { oidc: OIDC, attributeCondition: "assertion.repository_owner_id == '1'" }),
    ],
  },
  fails: {
    "no condition, and one that is always met": {
      stack: [
        resource(PROVIDER, { oidc: OIDC }, { name: "github" }),
        resource(PROVIDER, { oidc: OIDC, attributeCondition: "true" }, { name: "gitlab" }),
      ],
      findings: [
        "the pool trusts every token of the issuer (condition: none) [attributeCondition]",
        "the pool trusts every token of the issuer (condition: true) [attributeCondition]",
      ],
    },
  },
  unknown: {
    "a condition that is not known": {
      stack: [resource(PROVIDER, { attributeCondition: UNKNOWN })],
      at: ["attributeCondition"],
    },
  },
});
