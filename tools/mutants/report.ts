import type { Outcome } from "./trial.ts";

/** The score by folder, and every survivor with its place and change. */
export function reportOf(outcomes: readonly Outcome[], total: number): string {
  const groups = [...Map.groupBy(outcomes, ({ mutant }) => mutant.file.split("/").slice(0, 2).join("/"))];
  const rows = groups.sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, some]) => row(group, some));
  const alive = outcomes.filter(isAlive).map(lineOf).sort();
  return `${[...alive, "", ...rows, row(`all, ${outcomes.length} of ${total}`, outcomes)].join("\n")}\n`;
}

export function isAlive({ status }: Outcome): boolean {
  return status === "survived" || status === "uncovered";
}

/** Place, change and status of a mutant. */
export function lineOf({ mutant, status }: Outcome): string {
  const { file, line, mutator, original, replacement, id } = mutant;
  return `${file}:${line}  ${mutator}  ${short(original)} → ${short(replacement) || "nothing"}  (${status}, ${id})`;
}

function row(label: string, outcomes: readonly Outcome[]): string {
  const count = (wanted: Outcome["status"]) => outcomes.filter(({ status }) => status === wanted).length;
  const dead = outcomes.length - count("survived") - count("uncovered");
  const score = ((100 * dead) / outcomes.length).toFixed(1);
  return `${label.padEnd(34)} ${score.padStart(5)} %  ${count("killed")} by specs, ${count("types")} by types, ${count("survived")} survived, ${count("uncovered")} not covered`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}
