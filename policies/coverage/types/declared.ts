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

const TABLES = [KUBERNETES_KINDS, GOOGLE_KINDS, CLOUDFLARE_KINDS];

/** A table by how specific its entries are: whole keys, patterns, then whole modules such as `gcp:spanner/*`. */
interface Index {
  readonly keys: ReadonlyMap<string, Declared>;
  readonly patterns: readonly { readonly pattern: string; readonly declared: Declared }[];
  readonly modules: ReadonlyMap<string, Declared>;
}

let index: Index | undefined;

/**
 * What is declared of a type; undefined for one that no table knows, such as a new one or another provider's. The most
 * specific entry counts; of several patterns the first.
 */
export function declaredOf(type: string): Declared | undefined {
  index ??= indexOf(entries());
  const key = keyOf(type);
  return (
    index.keys.get(key) ??
    index.patterns.find(({ pattern }) => matches(pattern, key))?.declared ??
    index.modules.get(moduleOf(key))
  );
}

/** The patterns of the tables that are about none of these types. @internal */
export function patternsWithout(types: readonly string[]): readonly string[] {
  const keys = [...new Set(types.map(keyOf))];
  return entries()
    .map(({ pattern }) => pattern)
    .filter((pattern) => !keys.some((key) => matches(pattern, key)));
}

interface Entry {
  readonly pattern: string;
  readonly declared: Declared;
}

function entries(): readonly Entry[] {
  return TABLES.flatMap((table) =>
    (["harmless", "notLookedInto"] as const).flatMap((kind) =>
      Object.entries(table[kind]).flatMap(([words, patterns]) =>
        patterns.map((pattern) => ({ pattern, declared: { kind, words } })),
      ),
    ),
  );
}

function indexOf(all: readonly Entry[]): Index {
  const keys = new Map<string, Declared>();
  const patterns: Entry[] = [];
  const modules = new Map<string, Declared>();
  for (const entry of all) {
    const { pattern, declared } = entry;
    if (!pattern.includes("*")) {
      keys.set(pattern, declared);
    } else if (/^[^*]*[/:]\*$/.test(pattern)) {
      modules.set(pattern.slice(0, -2), declared);
    } else {
      patterns.push(entry);
    }
  }
  return { keys, patterns, modules };
}

/** `gcp:compute/network` of a provider's type; `kubernetes:apps:Deployment` of Kubernetes, whatever the version. */
function keyOf(type: string): string {
  const end = type.lastIndexOf(":");
  return type.startsWith("kubernetes:")
    ? type.slice(0, end).replace(/\/[^/]*$/, "") + type.slice(end)
    : type.slice(0, end);
}

function moduleOf(key: string): string {
  return key.slice(
    0,
    Math.max(key.lastIndexOf("/"), key.startsWith("kubernetes:") ? key.lastIndexOf(":") : -1),
  );
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
