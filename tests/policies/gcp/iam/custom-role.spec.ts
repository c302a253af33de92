import { UNKNOWN, type Value } from "#graph/model";
import { customRole } from "#policies/gcp/iam/custom-role";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const role = (...permissions: readonly Value[]) =>
  resource("gcp:projects/iAMCustomRole:IAMCustomRole", { roleId: "shop", permissions });

describeRule(customRole, {
  passes: { "a narrow role": [role("storage.objects.get", "iam.serviceAccounts.get")] },
  fails: {
    "permissions over others": {
      stack: [
        role("storage.objects.get", "iam.serviceAccounts.actAs", "resourcemanager.projects.setIamPolicy"),
      ],
      findings: [
        "the role may start machines and functions as service accounts (iam.serviceAccounts.actAs) [permissions[1]]",
        "the role may give itself any role in the project (resourcemanager.projects.setIamPolicy) [permissions[2]]",
      ],
    },
  },
  unknown: {
    "a permission that is not known": { stack: [role(UNKNOWN)], at: ["permissions[0]"] },
  },
});
