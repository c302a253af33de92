import type { Graph, Node } from "#graph/model";
import type { Command, ExitCode } from "../command.ts";
import { stackArgument } from "../shared/arguments.ts";
import { UsageError } from "../shared/errors.ts";
import { loadStack } from "../shared/load.ts";
import { nextCommands } from "../shared/next.ts";
import type { ProgramOptions } from "../shared/program-options.ts";
import { toJson } from "../shared/terminal/text.ts";
import { planImport } from "./import-file.ts";
import { readEntryPoints } from "./rulesets.ts";
import { renderImportPlan } from "./text.ts";

interface ImportPlanOptions extends ProgramOptions {
  /** Types or names, with `*` for any characters. Default: everything. */
  readonly only?: readonly string[];
  readonly zoneId?: string;
  /** File with the API's list of the zone's rulesets. */
  readonly rulesets?: string;
  readonly clusterReady?: boolean;
}

/** `strata import-plan`: what to import if resources already exist. Its JSON is the file for `pulumi import`. */
export const importPlanCommand: Command<ImportPlanOptions> = {
  name: "import-plan",

  configure: (syntax) =>
    void stackArgument(syntax)
      .option("--only <patterns...>", 'types or names, such as "gcp:compute/*" or network-vpc')
      .option("--zone-id <id>", "id of the stack's Cloudflare zone, 32 hexadecimal digits")
      .option(
        "--rulesets <file>",
        "answer of GET /zones/<zone id>/rulesets: finds the entry points of phases",
      )
      .option("--cluster-ready", "also what runs in the cluster, whose provider is in the state"),

  async run({ operands: [named], options }, terminal): Promise<ExitCode> {
    const { json, only, zoneId, rulesets, clusterReady = false } = options;
    if (zoneId !== undefined && !/^[0-9a-f]{32}$/.test(zoneId)) {
      throw new UsageError(`--zone-id  found "${zoneId}", expected 32 hexadecimal digits`);
    }
    if (rulesets !== undefined && zoneId === undefined) {
      throw new UsageError("--rulesets  needs --zone-id, the id of their zone");
    }
    const entryPoints = rulesets === undefined ? undefined : readEntryPoints(rulesets, terminal.folder);
    const { graph, stack } = await loadStack(named, terminal.folder, options);
    const plan = planImport(graph, { zoneId, entryPoints, clusterReady, wanted: wantedBy(only, graph) });
    if (json) {
      terminal.out(toJson(plan.file));
      return 0;
    }
    const next = [
      `npx strata import-plan ${stack} --json > import.json`,
      `npm run pulumi -- import --stack ${stack} --file import.json --generate-code=false --preview-only`,
    ];
    terminal.out(`${renderImportPlan(plan, stack, terminal)}${nextCommands(next, terminal)}`);
    return 0;
  },
};

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
