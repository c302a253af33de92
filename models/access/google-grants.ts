import grants from "./google-grants.json" with { type: "json" };

/** How a resource grants: one member, all members of a role, or all roles of what it grants on. */
export type GrantKind = "Member" | "Binding" | "Policy";

/** What access is granted on. */
export type GrantScope = "project" | "folder" | "organization" | "billing account" | "resource";

/**
 * Type tokens of the SDK that grant roles, such as `gcp:storage/bucketIAMMember:BucketIAMMember`. Source: the SDK named in
 * `google-grants.json`; a spec compares the list with the installed one.
 */
export const GRANT_TYPES: readonly string[] = grants.families.flatMap((family) =>
  (["Member", "Binding", "Policy"] as const).map((kind) => grantType(family, kind)),
);

const SCOPES: Readonly<Record<string, GrantScope>> = {
  "billing/accountIam": "billing account",
  "folder/iAM": "folder",
  "organizations/iAM": "organization",
  "projects/iAM": "project",
};

/** What a type that grants roles grants them on, such as the whole project. */
export function grantScope(type: string): GrantScope {
  const family = type.slice("gcp:".length).replace(/(Member|Binding|Policy):.*$/, "");
  return SCOPES[family] ?? "resource";
}

function grantType(family: string, kind: GrantKind): string {
  const name = family.slice(family.indexOf("/") + 1);
  return `gcp:${family}${kind}:${name.charAt(0).toUpperCase()}${name.slice(1)}${kind}`;
}
