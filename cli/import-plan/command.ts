import type { Graph, Node } from "#graph/model";
import { UsageError } from "../errors.ts";
import { loadStack } from "../load.ts";
import type { Terminal } from "../terminal.ts";
import { planImport } from "./import-file.ts";
import { renderImportPlan } from "./text.ts";

export interface ImportPlanOptions {
  readonly json?: boolean;
  /** Types or names, with `*` for any characters. Default: everything. */
  readonly only?: readonly string[];
  readonly zoneId?: string;
  readonly clusterReady?: boolean;
}

/** Prints what of a stack can be imported when it exists already. */
export async function importPlanCommand(
  named: string | undefined,
  { json, only, zoneId, clusterReady = false }: ImportPlanOptions,
  terminal: Terminal,
): Promise<number> {
  if (zoneId !== undefined && !/^[0-9a-f]{32}$/.test(zoneId)) {
    throw new UsageError(`--zone-id  found "${zoneId}", expected 32 hexadecimal digits`);
  }
  const { graph, stack } = await loadStack(named, terminal.folder);
  const plan = planImport(graph, { zoneId, clusterReady, wanted: wantedBy(only, graph) });
  if (json) {
    terminal.out(`${JSON.stringify(plan.file, null, 2)}\n`);
    return 0;
  }
  terminal.out(renderImportPlan(plan, stack, terminal));
  const next = [
    `npx strata import-plan ${stack} --json > import.json`,
    `npm run pulumi -- import --stack ${stack} --file import.json --generate-code=false --preview-only`,
  ];
  terminal.out(`${terminal.paint("dim", `  next:  ${next.join("\n         ")}`)}\n`);
  return 0;
}

/** @throws UsageError when a pattern fits nothing */
function wantedBy(only: readonly string[] | undefined, graph: Graph): (node: Node) => boolean {
  if (!only) {
    return () => true;
  }
  const patterns = only.map((glob) => ({ glob, pattern: patternOf(glob) }));
  const fits = (pattern: RegExp, node: Node) => pattern.test(node.type) || pattern.test(node.name);
  for (const { glob, pattern } of patterns) {
    if (!graph.nodes.some((node) => node.custom && fits(pattern, node))) {
      throw new UsageError(
        `--only  no resource has the type or name "${glob}"; * stands for any characters, as in "gcp:compute/*" or "network-*"`,
      );
    }
  }
  return (node) => patterns.some(({ pattern }) => fits(pattern, node));
}

function patternOf(glob: string): RegExp {
  const parts = glob.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
