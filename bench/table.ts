import type { Results, Row } from "./run.ts";

const HEADINGS = [
  "objects",
  "tool",
  "seconds",
  "CPU s",
  "MiB",
  "loading s",
  "µs/object",
  "time",
  "CPU",
  "memory",
];

/** The results as people read them: whole processes, then the ratio to strata in the same run. */
export function table({ date, machine, versions, plan, rows }: Results): string {
  const { processor, cores, memoryGiB } = machine;
  const used = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const lines = [
    `${date} · ${processor}, ${cores} cores, ${memoryGiB} GiB · ${used.join(" · ")}`,
    "",
    plan
      ? `strata plan ${plan.stack}: ${plan.wallSeconds.toFixed(2)} s, ${plan.memoryMiB.toFixed(0)} MiB (median of ${plan.runs})`
      : "strata plan: skipped",
    "",
    ...aligned([HEADINGS, ...rows.map((row) => cells(row, rows))]),
  ];
  return lines.join("\n");
}

const BEFORE = "<!-- results of npm run bench -->\n```\n";
const AFTER = "\n```\n<!-- end of results -->";

/** A page with these results in place of the ones it shows. */
export function withTable(page: string, results: Results): string {
  const start = page.indexOf(BEFORE);
  const end = page.indexOf(AFTER);
  if (start < 0 || end < start) {
    throw new Error("the page has no place for results");
  }
  return page.slice(0, start) + BEFORE + table(results) + page.slice(end);
}

function cells(row: Row, rows: readonly Row[]): string[] {
  const { objects, tool, wallSeconds, processorSeconds, memoryMiB, loadSeconds = 0, workSeconds = 0 } = row;
  const strata = rows.find((other) => other.objects === objects && other.tool === "strata") ?? row;
  return [
    tool === "strata" ? String(objects) : "",
    tool,
    wallSeconds.toFixed(2),
    processorSeconds.toFixed(2),
    memoryMiB.toFixed(0),
    loadSeconds.toFixed(2),
    ((workSeconds / objects) * 1e6).toFixed(0),
    ...(strata === row
      ? []
      : [
          ratio(wallSeconds, strata.wallSeconds),
          ratio(processorSeconds, strata.processorSeconds),
          ratio(memoryMiB, strata.memoryMiB),
        ]),
  ];
}

function ratio(value: number, to: number): string {
  return `× ${(value / to).toFixed(1)}`;
}

/** Columns of one width each; all but the tool's name to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 1 ? cell.padEnd(widths[1] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}
