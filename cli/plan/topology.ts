import type { Drawing } from "./drawing.ts";

const ARROW = " ─▶ ";

/**
 * Draws the path of a request as text, from left to right; a node that is already drawn is only named. A node without
 * callers or visitors, such as a worker, has a separate line.
 */
export function drawTopology({ links, entrances, labels }: Drawing): string[] {
  const callees = new Set(links.map(({ to }) => to));
  const drawn = new Set<string>();
  const draw = (key: string, roles: readonly string[] = []): string[] => {
    const next = drawn.has(key) ? [] : links.filter(({ from }) => from === key);
    drawn.add(key);
    const uses = roles.length > 1 ? ` (${roles.join(", ")})` : "";
    return joinBranches(
      `${labels?.get(key) ?? key}${uses}`,
      next.map((link) => draw(link.to, link.roles)),
    );
  };
  const path =
    entrances.length > 0
      ? joinBranches(
          "user",
          entrances.map((key) => draw(key)),
        )
      : [];
  const callers = links.map(({ from }) => from);
  // The remaining nodes only call each other in cycles.
  const others = [...callers.filter((key) => !callees.has(key)), ...callers];
  return [...path, ...others.flatMap((key) => (drawn.has(key) ? [] : draw(key)))];
}

function joinBranches(name: string, branches: readonly string[][]): string[] {
  const [first, ...rest] = branches;
  if (!first) {
    return [name];
  }
  const indent = " ".repeat(name.length);
  const lines = first.map((line, index) =>
    index === 0 ? `${name}${ARROW}${line}` : `${indent}${rest.length > 0 ? " │  " : "    "}${line}`,
  );
  for (const [index, branch] of rest.entries()) {
    const last = index === rest.length - 1;
    lines.push(
      ...branch.map((line, row) =>
        row === 0 ? `${indent} ${last ? "└" : "├"}▶ ${line}` : `${indent}${last ? "    " : " │  "}${line}`,
      ),
    );
  }
  return lines;
}
