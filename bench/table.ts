import type { EngineResults, EngineRow } from "./engine/compare.ts";
import type { Results, Row } from "./results.ts";

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
export function table({ date, machine, versions, plan, rows, engine }: Results): string {
  const { processor, cores, memoryGiB } = machine;
  const used = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const lines = [
    `${date} · ${processor}, ${cores} cores, ${memoryGiB} GiB · ${used.join(" · ")}`,
    "",
    plan
      ? `strata plan ${plan.stack}: ${plan.wallSeconds.toFixed(2)} s, ${plan.memoryMiB.toFixed(0)} MiB (median of ${plan.runs})`
      : "strata plan: skipped",
    "",
    ...aligned([HEADINGS, ...rows.map((row) => cells(row, rows))], 1),
    "",
    ...(engine ? engineTable(engine) : ["pulumi preview: skipped"]),
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

const ENGINE_HEADINGS = [
  "stack",
  "tool",
  "seconds",
  "CPU s",
  "providers",
  "MiB",
  "processes",
  "time",
  "CPU",
  "memory",
];

/** The real engine's rows, and the ratio of each to `strata plan` of the same stack in the same run. */
function engineTable({ date, version, runs, rows }: EngineResults): string[] {
  return [
    `${date} · pulumi ${version} · median of ${runs}`,
    "",
    ...aligned([ENGINE_HEADINGS, ...rows.map((row) => engineCells(row, rows))], 2),
  ];
}

function engineCells(row: EngineRow, rows: readonly EngineRow[]): string[] {
  const { stack, tool, wallSeconds, processorSeconds, providerSeconds, memoryMiB, processes } = row;
  const strata = rows.find((other) => other.stack === stack && other.tool === "strata plan") ?? row;
  return [
    strata === row ? stack : "",
    tool,
    wallSeconds.toFixed(2),
    processorSeconds.toFixed(2),
    strata === row ? "" : providerSeconds.toFixed(2),
    memoryMiB.toFixed(0),
    String(processes),
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

/** Columns of one width each, numbers to the right; a table of programs has its one column of words second. */
function aligned(rows: readonly (readonly string[])[], words: 1 | 2): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isWord = (column: number) => column === 1 || (words === 2 && column === 0);
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isWord(column) ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
