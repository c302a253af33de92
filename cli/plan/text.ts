import { type Graph, isRecord, type Node } from "#graph/model";
import { providerPackage } from "#graph/query";
import { resolveTopology } from "#graph/topology";
import type { Terminal } from "../shared/terminal/terminal.ts";
import { plural, visible, wrap } from "../shared/terminal/text.ts";
import { showValue } from "../words/value.ts";
import { requestDrawing } from "./drawing.ts";
import type { ComponentView, LayerView, PlanModel } from "./model.ts";
import { sharedOptOuts } from "./opt-outs.ts";
import { settingsOf } from "./settings.ts";
import { drawTopology } from "./topology.ts";

export interface PlanText {
  /** Name of the stack, or of the system and environment whose slices are joined. */
  readonly name: string;
  readonly graph: Graph;
  readonly model: PlanModel;
  readonly environment: string | undefined;
  /** Lines about findings, ready to print. */
  readonly findings: readonly string[];
  /** Show every resource, not only the components. */
  readonly resources: boolean;
  /** Seconds it took; shown to a person only, so that printed plans stay equal. */
  readonly seconds: number | undefined;
}

type Paint = Terminal["paint"];

const INDENT = "  ";

/** A plan as text, in the order of a request's path. */
export function renderPlan(plan: PlanText, terminal: Pick<Terminal, "paint" | "width">): string {
  const { graph, model, environment, findings } = plan;
  const { paint, width } = terminal;
  const place = [environment, placeOf(graph)].filter(Boolean).join(" · ");
  const time = plan.seconds === undefined ? "" : `${plan.seconds.toFixed(1)} s`;
  const header = `${paint("title", "strata")}  ${paint("title", plan.name)}   ${place}`;
  const lines = [
    `${header}${time ? paint("dim", time.padStart(width - visible(header) - 1)) : ""}`,
    "",
    ...renderTopology(graph),
    ...model.layers.flatMap((layer) => renderLayer(layer, plan.resources, paint, width)),
    ...renderStacks(plan, paint, width),
    ...renderTotals(model, paint, width),
    ...renderOptOuts(model, paint, width),
    ...renderOutputs(plan, paint, width),
    ...findings.flatMap((line) => wrap(INDENT, "findings", line, width, paint, "title")),
  ];
  return `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

function renderTopology(graph: Graph): string[] {
  const lines = drawTopology(requestDrawing(graph, resolveTopology(graph)));
  return lines.length > 0 ? [...lines.map((line) => `${INDENT}${line}`), ""] : [];
}

function renderLayer(layer: LayerView, resources: boolean, paint: Paint, width: number): string[] {
  const title = layer.layer.toUpperCase();
  const count = plural(layer.count, "resource");
  return [
    `${paint("title", title)}${count.padStart(Math.max(1, width - title.length - 1))}`,
    ...layer.components.flatMap((component) => renderComponent(component, INDENT, resources, paint, width)),
    "",
  ];
}

function renderComponent(
  component: ComponentView,
  indent: string,
  resources: boolean,
  paint: Paint,
  width: number,
): string[] {
  const { name, kind, stack } = component;
  const labels = [kind, stack].flatMap((label) => (label ? paint("dim", label) : []));
  const title = `${indent}${[name, ...labels].join("  ")}`;
  const count = String(component.count);
  const deeper = `${indent}${INDENT}`;
  const lines = [`${title}${paint("dim", count.padStart(Math.max(2, width - visible(title) - 1)))}`];
  for (const [label, text] of component.words) {
    lines.push(...wrap(deeper, label, text, width, paint));
  }
  if (resources) {
    for (const node of component.resources) {
      const kind = node.type.split(":").at(-1) ?? node.type;
      const settings = settingsOf(node);
      const marks = node.read ? "  existing (read-only)" : node.protect ? "  protected" : "";
      lines.push(
        `${deeper}${paint("dim", `${providerPackage(node.type)} ${kind}`)} ${node.name}${settings ? `  ${settings}` : ""}${marks}`,
      );
    }
  }
  for (const child of component.components) {
    // A nested component is shown if it publishes facts, or if everything is shown.
    if (resources || child.words.length > 0) {
      lines.push(...renderComponent(child, deeper, resources, paint, width));
    }
  }
  return lines;
}

/** Where several stacks are joined: their names and how many resources each has. */
function renderStacks(plan: PlanText, paint: Paint, width: number): string[] {
  const { stacks } = plan.model;
  const rows = stacks.map(([stack, count]) => `${sliceOf(plan, stack)} ${count}`).join(" · ");
  return stacks.length > 1 ? wrap(INDENT, plural(stacks.length, "stack"), rows, width, paint, "title") : [];
}

/** A stack's name without that of the system and environment before it. */
function sliceOf({ name }: PlanText, stack: string): string {
  return stack.startsWith(`${name}-`) ? stack.slice(name.length + 1) : stack;
}

function renderTotals(model: PlanModel, paint: Paint, width: number): string[] {
  const providers = model.providers.map(([name, count]) => `${name} ${count}`).join(" · ");
  return [
    ...wrap(INDENT, plural(model.total, "resource"), providers, width, paint, "title"),
    ...wrap(
      INDENT,
      `${model.protected.length} protected`,
      countKinds(model.protected) || "no deletion protection",
      width,
      paint,
      "title",
    ),
    ...(model.read.length > 0
      ? wrap(
          INDENT,
          `${model.read.length} existing`,
          `${countKinds(model.read)} (read-only)`,
          width,
          paint,
          "title",
        )
      : []),
  ];
}

/** `KeyRing ×2, Bucket`. */
function countKinds(nodes: readonly Node[]): string {
  return [...Map.groupBy(nodes, (node) => node.type.split(":").at(-1) ?? node.type)]
    .map(([kind, same]) => (same.length > 1 ? `${kind} ×${same.length}` : kind))
    .join(", ");
}

/** Opt-outs from secure defaults are listed together, since they are scattered across components. */
function renderOptOuts(model: PlanModel, paint: Paint, width: number): string[] {
  const rows = sharedOptOuts(model).map(({ phrase, components }) => `${phrase} (${components.join(", ")})`);
  const label = plural(rows.length, "opt-out");
  return rows.flatMap((row, index) => wrap(INDENT, index === 0 ? label : "", row, width, paint, "title"));
}

/** The outputs, prefixed with the slice's name for joined stacks. */
function renderOutputs(plan: PlanText, paint: Paint, width: number): string[] {
  const { stacks } = plan.graph;
  const rows = stacks.flatMap(({ stack, outputs }) =>
    Object.entries(outputs)
      .filter(([, value]) => !isRecord(value))
      .map(([name, value]) => [...(stacks.length > 1 ? [sliceOf(plan, stack)] : []), name, showValue(value)]),
  );
  return rows.flatMap((row, index) =>
    wrap(INDENT, index === 0 ? "outputs" : "", row.join("  "), width, paint, "title"),
  );
}

/** Regions and domains from the stacks' outputs. */
function placeOf(graph: Graph): string {
  const places = (["region", "domain"] as const).flatMap((key) =>
    graph.stacks.map(({ outputs }) => outputs[key]).filter((place) => typeof place === "string"),
  );
  return [...new Set(places)].join(" · ");
}
