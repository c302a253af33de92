import type { Node } from "#graph/model";
import type { Terminal } from "../shared/terminal/terminal.ts";
import { fold } from "../shared/terminal/text.ts";
import type { ImportPlan, LeftOut } from "./import-file.ts";

/** Names that are listed for one reason; of more, only the kinds are counted. */
const MOST_NAMES = 40;

/** Importable resources by type, and all others by reason. */
export function renderImportPlan(
  { imported, left }: ImportPlan,
  stack: string,
  { paint, width }: Pick<Terminal, "paint" | "width">,
): string {
  const total = imported.length + left.length;
  const title = `${paint("title", "strata")}  ${paint("title", stack)}`;
  return [
    `${title}   ${imported.length} of ${total} resources have an id that the plan determines`,
    "",
    ...[...byKind(imported)].flatMap(([kind, rows]) => {
      const column = Math.max(...rows.map(({ node }) => node.name.length)) + 2;
      // An id is never cut: it is there to be copied.
      return [
        paint("dim", `  ${kind}`),
        ...rows.map(({ node, id }) => `    ${node.name.padEnd(column)}${id}`),
      ];
    }),
    "",
    ...(left.length > 0 ? [paint("title", "NO ID IN THE PLAN")] : []),
    ...[...Map.groupBy(left, ({ reason }) => reason)].flatMap(([reason, group]) =>
      renderReason(reason, group, width, paint),
    ),
    "",
  ].join("\n");
}

function renderReason(
  reason: string,
  group: readonly LeftOut[],
  width: number,
  paint: Terminal["paint"],
): string[] {
  const kinds = [...byKind(group)];
  const rows =
    group.length > MOST_NAMES
      ? fold(kinds.map(([kind, nodes]) => `${kind} ×${nodes.length}`).join(", "), width - 4)
      : kinds.flatMap(([kind, nodes]) =>
          fold(`${kind}  ${nodes.map(({ node }) => node.name).join(", ")}`, width - 6).map((line, index) =>
            index === 0 ? line : `  ${line}`,
          ),
        );
  return [
    ...fold(reason, width - 2).map((line) => `  ${line}`),
    ...rows.map((line) => paint("dim", `    ${line}`)),
    "",
  ];
}

/** `gcp Network` for `gcp:compute/network:Network`. */
function byKind<Row extends { readonly node: Node }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  return Map.groupBy(rows, ({ node: { type } }) => `${type.split(":")[0]} ${type.split(":").at(-1)}`);
}
