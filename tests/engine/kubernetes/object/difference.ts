import { quantityOf } from "#models/grammar/quantity";
import { factsOf } from "#models/provider-facts/facts";
import type { PropertyDiff } from "../../provider/provider.ts";
import { isList, isPlain, UNKNOWN, type Wire } from "../../provider/wire.ts";

/** A value that differs, by its path as Pulumi writes it. */
export interface Difference {
  readonly path: readonly (string | number)[];
  readonly kind: "add" | "delete" | "update";
}

/** Where new inputs differ from the values that the program is responsible for. */
export function differences(
  old: Wire | undefined,
  now: Wire | undefined,
  path: Difference["path"] = [],
): Difference[] {
  if (old === undefined || now === undefined) {
    const same = old === now || isLeftOut(path, old ?? now);
    return same ? [] : [{ path, kind: old === undefined ? "add" : "delete" }];
  }
  if (isPlain(old) && isPlain(now)) {
    const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
    return [...keys].flatMap((key) => differences(old[key], now[key], [...path, key]));
  }
  if (isList(old) && isList(now)) {
    const indexes = Array.from({ length: Math.max(old.length, now.length) }, (_, index) => index);
    return indexes.flatMap((index) => differences(old[index], now[index], [...path, index]));
  }
  return now !== UNKNOWN && sameValue(old, now) ? [] : [{ path, kind: "update" }];
}

/** Flags that the API leaves out when they are off: those without a third state. Source: k8s.io/api, omitempty. */
export const PLAIN_FLAGS = [
  "globalDefault",
  "hostNetwork",
  "hostPID",
  "hostIPC",
  "readOnly",
  "stdin",
  "tty",
  "paused",
];

/** The API leaves out empty maps, empty lists and some flags. */
function isLeftOut(path: Difference["path"], value: Wire | undefined): boolean {
  if (value === false) {
    return PLAIN_FLAGS.includes(String(path.at(-1)));
  }
  return isList(value) ? value.length === 0 : isPlain(value) && Object.keys(value).length === 0;
}

/** The API keeps quantities in a form of its own: `1000m` comes back as `1`. */
function sameValue(old: Wire, now: Wire): boolean {
  if (JSON.stringify(old) === JSON.stringify(now)) {
    return true;
  }
  const [left, right] = [quantityOf(String(old)), quantityOf(String(now))];
  // 1400 thousandths are 1.4 but for the rounding of binary fractions.
  return left !== undefined && right !== undefined && Math.abs(left - right) <= Math.abs(left) * 1e-9;
}

/**
 * Whether a change there makes a new object necessary.
 *
 * @param mutable whether the contents of a ConfigMap or Secret change in place
 */
export function replaces(type: string, { path }: Difference, mutable: boolean): boolean {
  const facts = factsOf(type);
  const contents = mutable ? [] : Object.keys(facts?.replaceIf ?? {});
  const fields = [...(facts?.replace ?? []), ...contents];
  const changed = path.map((key) => (typeof key === "number" ? "[]" : key));
  return fields.some((field) => {
    const parts = field.replaceAll("[]", ".[]").split(".");
    const shorter = Math.min(parts.length, changed.length);
    return parts.slice(0, shorter).every((part, index) => part === changed[index]);
  });
}

/** A path as Pulumi writes it, such as `spec.template.metadata.labels["app.kubernetes.io/name"]`. */
export function pathText(path: Difference["path"]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") {
      return `${text}[${key}]`;
    }
    if (/[."[\]]/.test(key)) {
      return `${text}["${key.replaceAll('"', '\\"')}"]`;
    }
    return text ? `${text}.${key}` : key;
  }, "");
}

export function propertyDiff({ kind }: Difference, replace: boolean): PropertyDiff {
  return { kind: replace ? `${kind}-replace` : kind, inputs: kind === "delete" };
}
