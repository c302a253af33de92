import type { Graph } from "#graph/model";
import { indexGraph } from "#graph/query";
import { stackOf } from "#graph/stacks";
import type { CheckResult, Finding } from "#policies/check";
import type { Terminal } from "../shared/terminal/terminal.ts";
import { plural } from "../shared/terminal/text.ts";
import { renderNotLookedInto } from "./not-looked-into.ts";

type Paint = Terminal["paint"];

/** What is listed besides findings. */
export interface CheckLists {
  /** Findings that an exception accepts. */
  readonly waived: boolean;
  /** What is unknown until apply. */
  readonly unknown: boolean;
}

/** Findings as text, worst first, then the other lists. The last line names the stacks that were checked. */
export function renderCheck(
  graph: Graph,
  result: CheckResult,
  lists: CheckLists,
  terminal: Pick<Terminal, "paint">,
): string {
  const { paint } = terminal;
  const query = indexGraph(graph);
  const place = (urn: string) => {
    const node = query.byUrn.get(urn);
    const path = [node && query.componentPath(node), node?.name].filter(Boolean).join("/");
    const source = node && query.programPosition(node);
    const stack = graph.stacks.length > 1 ? stackOf(urn).stack : undefined;
    const at = source && `${source.file}:${source.line}`;
    return [path, stack, at].filter(Boolean).join(" · ");
  };
  const blocks: string[] = [];
  for (const finding of result.findings) {
    blocks.push(renderFinding(finding, place(finding.urn), paint).join("\n"));
  }
  if (lists.waived) {
    for (const { rule, severity, urn, reason, owner, expires } of result.excepted) {
      blocks.push(
        `${paint("dim", "~")} ${severity.padEnd(6)} ${rule}\n         ${place(urn)}\n         ${paint("dim", "waived")}  ${reason} (${owner}, until ${expires})`,
      );
    }
  }
  if (lists.unknown) {
    for (const { rule, severity, urn, path } of result.unknown) {
      blocks.push(
        `${paint("dim", "?")} ${severity.padEnd(6)} ${rule}\n         ${place(urn)}\n         ${paint("dim", "unknown")}  ${path} is not known until apply`,
      );
    }
  }
  blocks.push(...renderNotLookedInto(result.notLookedInto, place, lists.unknown, paint));
  const stacks = graph.stacks.map(({ stack }) => stack).join(", ");
  return `${[...blocks, `${paint("title", stacks)}  ${checkSummary(result, paint)}`].join("\n")}\n`;
}

function renderFinding(finding: Finding, place: string, paint: Paint): string[] {
  const { rule, severity, enforcement, message, path, fix } = finding;
  const mark = enforcement === "mandatory" ? paint("stop", "✗") : paint("look", "!");
  return [
    `${mark} ${severity.padEnd(6)} ${paint("title", rule)}  ${message}`,
    `         ${place}${path ? `  ${paint("dim", path)}` : ""}`,
    `         ${paint("dim", "fix")}  ${fix}`,
  ];
}

/** One line that counts everything. */
export function checkSummary(result: CheckResult, paint: Paint): string {
  const { unknown, notLookedInto, checked } = result;
  return [
    findingsSummary(result, paint),
    `${unknown.length} unknown until apply`,
    ...(notLookedInto.length > 0 ? [paint("look", `${notLookedInto.length} not looked into`)] : []),
    `${plural(checked.rules, "rule")}, ${plural(checked.resources, "resource")}`,
  ].join(" · ");
}

/** One line that counts what was found, without what was looked for. */
export function findingsSummary({ findings, excepted }: CheckResult, paint: Paint): string {
  const errors = findings.filter(({ enforcement }) => enforcement === "mandatory").length;
  const warnings = findings.length - errors;
  const nextExpiry = excepted.map(({ expires }) => expires).sort()[0];
  return [
    paint(errors > 0 ? "stop" : "fine", plural(errors, "error")),
    paint(warnings > 0 ? "look" : "dim", plural(warnings, "warning")),
    `${excepted.length} waived${nextExpiry ? ` (next expiry ${nextExpiry})` : ""}`,
  ].join(" · ");
}
