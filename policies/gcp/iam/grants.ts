import type { Value } from "#graph/model";
import type { PolicyResource } from "../../context.ts";
import { Property } from "../../property.ts";

/** A role, and who gets it. */
export interface RoleGrant {
  readonly role: Property;
  /** Such as `user:kim@example.com` or `allUsers`. Throws if the list itself is unknown. */
  members(): readonly Property[];
}

/** One member of a role. */
export interface MemberGrant {
  readonly role: Property;
  readonly member: Property;
  /**
   * Whose account it is if its value is an output of the resource that creates the account: then it is one account, even
   * while its name is unknown. Only rules over the stack get to know it from the engine.
   */
  readonly account: "own" | "google" | undefined;
}

const ACCOUNTS: Readonly<Record<string, "own" | "google">> = {
  "gcp:projects/serviceIdentity:ServiceIdentity": "google",
  "gcp:serviceaccount/account:Account": "own",
};

/** The roles that an IAM member, binding or policy grants. @see GRANT_TYPES */
export function* roleGrants(resource: PolicyResource): Iterable<RoleGrant> {
  if (/Member$/.test(resource.type)) {
    yield { role: resource.at("role"), members: () => [resource.at("member")] };
  } else if (/Binding$/.test(resource.type)) {
    yield { role: resource.at("role"), members: () => resource.at("members").items() };
  } else {
    for (const binding of policyOf(resource).at("bindings").items()) {
      yield { role: binding.at("role"), members: () => binding.at("members").items() };
    }
  }
}

/** The members that it grants to, each with its role. */
export function* memberGrants(resource: PolicyResource): Iterable<MemberGrant> {
  for (const { role, members } of roleGrants(resource)) {
    for (const member of members()) {
      yield { role, member, account: accountOf(resource, member) };
    }
  }
}

function accountOf(resource: PolicyResource, member: Property): "own" | "google" | undefined {
  const [input = ""] = member.path.split("[");
  const owners = member.isReadable() ? [] : resource.originsOf(input).map((urn) => ACCOUNTS[typeOf(urn)]);
  const [owner] = owners;
  return owners.every((each) => each === owner) ? owner : undefined;
}

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** A role in messages, which may be unknown. */
export function roleLabel(role: Property): string {
  return (role.isReadable() ? role.text() : undefined) ?? "a role";
}

/** Accounts that Google itself runs; their roles are Google's choice. Source: Google Cloud docs, service agents. */
export function isServiceAgent(member: string): boolean {
  return AGENTS.test(member);
}

const AGENTS =
  /^serviceAccount:(service-\d+@[\w-]+\.iam|\d+@(cloudservices|cloudbuild))\.gserviceaccount\.com$/;

/** A policy's document, which is a JSON string. */
function policyOf(resource: PolicyResource): Property {
  const text = resource.at("policyData");
  try {
    return new Property("policyData", JSON.parse(text.text() ?? "{}") as Value);
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      return new Property("policyData", undefined);
    }
    throw cause;
  }
}
