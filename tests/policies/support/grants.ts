import { type Node, UNKNOWN } from "#graph/model";
import { resource } from "./nodes.ts";

/** What a grant says; unknown parts are given as such. */
interface GrantWords {
  readonly role?: string | typeof UNKNOWN;
  readonly members?: readonly (string | typeof UNKNOWN)[];
}

/** A member, a binding and a policy of a family of types such as `projects/iAM`, each with the same role and members. */
export function grant(family: string, { role = "roles/run.invoker", members = [] }: GrantWords): Node[] {
  const type = (kind: string) => {
    const name = family.slice(family.indexOf("/") + 1) + kind;
    return `gcp:${family}${kind}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  };
  const isKnown = [role, ...members].every((each) => typeof each === "string");
  const policy = isKnown ? JSON.stringify({ bindings: [{ role, members }] }) : UNKNOWN;
  return [
    ...members.map((member) => resource(type("Member"), { role, member })),
    resource(type("Binding"), { role, members }),
    resource(type("Policy"), { policyData: policy }),
  ];
}

export const PERSON = "user:kim@example.com";
