import { identityOf } from "#models/provider-facts/identities";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { claimOf, claimRule, type ResourceClaim } from "./claim.ts";
import { fixed, isAbsent, named, ofProvider, referring } from "./parts.ts";

export const iamRole = claimRule({
  id: "claims-iam-role",
  title: "The members of a role are stated in one way",
  severity: "high",
  fix: "grant with members only, or list all members of the role in one binding",
  why: "A binding removes every member of its role that it does not list, and a policy those of all roles: each update takes away what another resource grants, without an error.",
  claims: grants,
});

/** Such as `gcp:storage/bucketIAMMember:BucketIAMMember`: what is granted on, and how. */
const GRANT = /^(gcp:\w+\/\w*?)iam(Member|Binding|Policy):/i;

/** Inputs that say who gets what, rather than on what. */
const GRANTED = new Set(["role", "member", "condition"]);

/**
 * A policy is for all roles of a resource, a binding for all members of a role, and a member only for itself: bindings
 * of several roles, and members, stand beside each other.
 */
function* grants(resource: PolicyResource, stack: PolicyContext): Iterable<ResourceClaim> {
  const [, on = "", how = ""] = GRANT.exec(resource.type) ?? [];
  const identity = identityOf(resource.type);
  if (on === "" || !identity) {
    return;
  }
  const place = identity
    .filter((input) => !GRANTED.has(input))
    .map((input) => {
      const property = resource.at(input);
      return isAbsent(property) ? ofProvider(resource, input, stack) : referring(resource, property);
    });
  const kind = how.toLowerCase();
  const role = resource.at("role");
  const isPolicy = kind === "policy";
  const at = isPolicy ? resource.at(identity.find((input) => input !== "project") ?? "project") : role;
  yield claimOf([fixed(on.toLowerCase()), ...place, fixed("all")], {
    at,
    thing: "the set of all roles",
    shared: !isPolicy,
  });
  if (!isPolicy) {
    const shown = role.isReadable() ? ` ${role.text() ?? ""}` : "";
    const parts = [fixed(on.toLowerCase()), ...place, named(resource, role)];
    yield claimOf(parts, { at: role, thing: `the role${shown}`, shared: kind === "member" });
  }
}
