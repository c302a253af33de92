import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

/** Permissions that lead to those of others. Source: Google Cloud docs, service account impersonation and IAM permissions. */
const POWER: Readonly<Record<string, string>> = {
  "iam.roles.update": "change what roles hold, its own included",
  "iam.serviceAccountKeys.create": "create keys of service accounts",
  "iam.serviceAccounts.actAs": "start machines and functions as service accounts",
  "iam.serviceAccounts.getAccessToken": "act as service accounts",
  "iam.serviceAccounts.implicitDelegation": "act as service accounts",
  "iam.serviceAccounts.setIamPolicy": "decide who acts as service accounts",
  "iam.serviceAccounts.signBlob": "act as service accounts",
  "iam.serviceAccounts.signJwt": "act as service accounts",
  "resourcemanager.folders.setIamPolicy": "give itself any role in the folder",
  "resourcemanager.organizations.setIamPolicy": "give itself any role in the organization",
  "resourcemanager.projects.setIamPolicy": "give itself any role in the project",
};

export const customRole = resourceRule<Property>({
  id: "gcp-custom-role",
  title: "No custom role leads to the rights of others",
  enforcement: "advisory",
  appliesTo: ["gcp:organizations/iAMCustomRole:IAMCustomRole", "gcp:projects/iAMCustomRole:IAMCustomRole"],
  fix: "remove the permission, and grant a predefined role on the one service account instead",
  why: "A custom role looks narrow in reviews; with such a permission its holder has what the strongest account has.",
  each: (role) => role.at("permissions").items(),
  *check(permission) {
    const what = POWER[permission.text() ?? ""];
    if (what !== undefined) {
      yield permission.violation(`the role may ${what} (${permission.text()})`);
    }
  },
});
