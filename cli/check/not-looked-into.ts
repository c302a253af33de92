import type { NotLookedInto } from "#policies/coverage/coverage";
import type { Terminal } from "../shared/terminal/terminal.ts";

/** Places of one type that are named without `--all`. */
const NAMED = 3;

/** A block for each type and reason, with the resources and parts that it is about. */
export function renderNotLookedInto(
  parts: readonly NotLookedInto[],
  place: (urn: string) => string,
  all: boolean,
  paint: Terminal["paint"],
): string[] {
  const groups = Map.groupBy(parts, ({ type, reason }) => `${type}  ${reason}`);
  return [...groups].map(([words, group]) => {
    const named = all ? group : group.slice(0, NAMED);
    const more = group.length - named.length;
    return [
      `${paint("look", "–")} not looked into  ${words}`,
      ...named.map(({ urn, path }) => `         ${place(urn)}${path ? `  ${paint("dim", path)}` : ""}`),
      ...(more > 0 ? [`         ${paint("dim", `and ${more} more (--all)`)}`] : []),
    ].join("\n");
  });
}
