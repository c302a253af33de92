import { expect } from "chai";
import { UNKNOWN, type Value } from "#graph/model";
import { customRole } from "#policies/gcp/iam/custom-role";
import { resource } from "../../support/nodes.ts";
import { describeRule, outcome } from "../../support/rules.ts";

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

describe("permissions of custom roles", () => {
  for (const permission of [
    "iam.roles.update",
    "iam.serviceAccountKeys.create",
    "iam.serviceAccounts.actAs",
    "iam.serviceAccounts.getAccessToken",
    "iam.serviceAccounts.implicitDelegation",
    "iam.serviceAccounts.setIamPolicy",
    "iam.serviceAccounts.signBlob",
    "iam.serviceAccounts.signJwt",
    "resourcemanager.folders.setIamPolicy",
    "resourcemanager.organizations.setIamPolicy",
    "resourcemanager.projects.setIamPolicy",
  ]) {
    it(`I27 finds ${permission}`, () => {
      expect(outcome(customRole, [role(permission)]).findings).to.have.length(1);
    });
  }
});
