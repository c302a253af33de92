import type { Node } from "#graph/model";
import { type TokenPermission, tokenPermission } from "#models/access/cloudflare";
import type { Derived } from "./derived.ts";

/** A permission that the API token needs. */
export interface TokenAccess extends TokenPermission {
  /** "Read" if its resources exist and are only read. */
  readonly access: "Read" | "Write";
  /** Kinds of resources that need it, such as `DnsRecord`; of rulesets their phases. */
  readonly for: readonly string[];
}

/** Permissions of the token, those of zones first. */
export function cloudflareAccess(nodes: readonly Node[]): Derived<TokenAccess[]> {
  const found = nodes.map((node) => ({ node, permission: permissionFor(node) }));
  const needs = found.flatMap(({ node, permission }) => (permission ? [{ node, permission }] : []));
  const rights = [...Map.groupBy(needs, ({ permission }) => permission.name).values()].flatMap((group) => {
    const [first] = group;
    const members = group.map(({ node }) => node);
    const access = members.every(({ read }) => read) ? "Read" : "Write";
    return first
      ? [{ ...first.permission, access, for: [...new Set(members.map(shortName))].sort() } as const]
      : [];
  });
  return {
    rights: rights.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)),
    unknown: found.flatMap(({ node, permission }) => (permission ? [] : [{ type: kindOf(node), node }])),
  };
}

function rank({ level }: TokenPermission): number {
  return level === "zone" ? 0 : 1;
}

function permissionFor({ type, inputs }: Node): TokenPermission | undefined {
  return tokenPermission(type, { phase: phaseOf(inputs), ofAccount: inputs["accountId"] !== undefined });
}

function phaseOf(inputs: Node["inputs"]): string | undefined {
  const { phase } = inputs;
  return typeof phase === "string" ? phase : undefined;
}

function shortName({ type, inputs }: Node): string {
  return phaseOf(inputs) ?? type.slice(type.lastIndexOf(":") + 1);
}

function kindOf({ type, inputs }: Node): string {
  const phase = phaseOf(inputs);
  return phase === undefined ? type : `${type} of phase ${phase}`;
}
