import { UNKNOWN } from "#graph/model";
import { defaultAccount } from "#policies/gcp/iam/default-account";
import { grant, PERSON } from "../../support/grants.ts";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const COMPUTE = "serviceAccount:123-compute@developer.gserviceaccount.com";
const APP_ENGINE = "serviceAccount:shop@appspot.gserviceaccount.com";

describeRule(defaultAccount, {
  passes: {
    "an account of the project": grant("projects/iAM", {
      members: [PERSON, "serviceAccount:api@shop.iam.gserviceaccount.com"],
    }),
    "a role on one bucket": grant("storage/bucketIAM", { members: [COMPUTE] }),
  },
  fails: {
    "both default accounts": {
      stack: [
        resource("gcp:projects/iAMMember:IAMMember", { role: "roles/storage.admin", member: COMPUTE }),
        resource("gcp:organizations/iAMBinding:IAMBinding", { role: "roles/browser", members: [APP_ENGINE] }),
      ],
      findings: [
        "a default service account gets roles/browser on the organization [members[0]]",
        "a default service account gets roles/storage.admin on the project [member]",
      ],
    },
    "the policy of a whole project": {
      stack: grant("projects/iAM", { members: [COMPUTE] }).slice(2),
      findings: [
        "a default service account gets roles/run.invoker on the project [policyData.bindings[0].members[0]]",
      ],
    },
  },
  unknown: {
    "a member that is not known": {
      stack: [resource("gcp:projects/iAMMember:IAMMember", { role: "r", member: UNKNOWN })],
      at: ["member"],
    },
  },
});
