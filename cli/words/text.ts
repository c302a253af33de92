/** Existing resources, which are neither created nor changed. */
export const EXISTING = "existing (read-only)";

/** `one pod`, `2 pods`: for values where a single one deserves attention. */
export function countOf(count: number, one: string, many: string): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}

/** `2`, or `2 to 10`. */
export function span(least: string | number, most: string | number): string {
  return least === most ? `${least}` : `${least} to ${most}`;
}

/** `a, b`, or `none`. */
export function listed(names: readonly string[]): string {
  return names.join(", ") || "none";
}
