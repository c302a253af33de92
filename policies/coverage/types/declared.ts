import { CLOUDFLARE_KINDS } from "./cloudflare.ts";
import { GOOGLE_KINDS } from "./google.ts";
import type { TypeKinds } from "./kinds.ts";
import { KUBERNETES_KINDS } from "./kubernetes.ts";

/** What is declared of a type that no rule is about. */
export interface Declared {
  readonly kind: keyof TypeKinds;
  /** In words, such as `machines, their addresses, disks and metadata`. */
  readonly words: string;
}

/** Where to look first: exact entries before patterns, and what is not looked into only if nothing says harmless. */
const TABLES = {
  kubernetes: [KUBERNETES_KINDS],
  gcp: [GOOGLE_KINDS],
  cloudflare: [CLOUDFLARE_KINDS],
  random: [CLOUDFLARE_KINDS],
} as const;

/** All patterns of the tables. @internal */
export function declaredPatterns(): readonly string[] {
  return [KUBERNETES_KINDS, GOOGLE_KINDS, CLOUDFLARE_KINDS].flatMap(({ harmless, notLookedInto }) =>
    [harmless, notLookedInto].flatMap((table) => Object.values(table).flat()),
  );
}

/**
 * What is declared of a type; undefined for one that no table knows, such as a new one or another provider's.
 *
 * @param among patterns that count; default all
 */
export function declaredOf(type: string, among?: readonly string[]): Declared | undefined {
  const [packageName = ""] = type.split(":");
  const tables: readonly TypeKinds[] = TABLES[packageName as keyof typeof TABLES] ?? [];
  const key = keyOf(type);
  for (const table of tables) {
    for (const kind of ["harmless", "notLookedInto"] as const) {
      for (const [words, patterns] of Object.entries(table[kind])) {
        if (patterns.some((pattern) => (!among || among.includes(pattern)) && matches(pattern, key))) {
          return { kind, words };
        }
      }
    }
  }
  return undefined;
}

/** `gcp:compute/network` of a provider's type; `kubernetes:apps:Deployment` of Kubernetes, whatever the version. */
function keyOf(type: string): string {
  const end = type.lastIndexOf(":");
  return type.startsWith("kubernetes:")
    ? type.slice(0, end).replace(/\/[^/]*$/, "") + type.slice(end)
    : type.slice(0, end);
}

const expressions = new Map<string, RegExp>();

function matches(pattern: string, key: string): boolean {
  if (!pattern.includes("*")) {
    return pattern === key;
  }
  const known =
    expressions.get(pattern) ?? new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
  expressions.set(pattern, known);
  return known.test(key);
}
