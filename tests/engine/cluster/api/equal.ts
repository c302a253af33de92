import type { Wire } from "../../provider/wire.ts";

/** Whether two JSON values are equal, whatever the order of members. */
export function equal(left: Wire | undefined, right: Wire | undefined): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: Wire | undefined): string {
  return JSON.stringify(value, (_key, inside: Wire) =>
    typeof inside === "object" && inside !== null && !Array.isArray(inside)
      ? Object.fromEntries(Object.entries(inside).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inside,
  );
}
