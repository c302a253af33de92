import { GRANT_TYPES } from "#models/access/google-grants";
import { some } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { roleGrants } from "./grants.ts";

/** Roles from before IAM had narrow ones. Source: Google Cloud docs, basic roles. */
const BASIC = ["roles/owner", "roles/editor", "roles/viewer"];
/** The role that Google itself gives to its own accounts in each project. */
const OF_GOOGLE = "roles/editor";

export const basicRole = resourceRule({
  id: "gcp-basic-role",
  title: "Nobody has a basic role",
  severity: "high",
  frameworks: { Checkov: ["CKV_GCP_115", "CKV_GCP_116", "CKV_GCP_117"] },
  appliesTo: GRANT_TYPES,
  fix: "grant the predefined roles that the work needs, or a custom role",
  why: "A basic role holds thousands of permissions over every service: one leaked credential is the whole project.",
  each: roleGrants,
  *check({ role, members }) {
    const name = role.text() ?? "";
    if (!BASIC.includes(name)) {
      return;
    }
    if (name !== OF_GOOGLE || some(members(), (member) => !isOfGoogle(member.text() ?? ""))) {
      yield role.violation(`grants the basic role ${name}`);
    }
  },
});

function isOfGoogle(member: string): boolean {
  return member.endsWith("@cloudservices.gserviceaccount.com");
}
