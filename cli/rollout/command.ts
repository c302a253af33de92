import { InvalidArgumentError } from "commander";
import type { Call, Command, ExitCode, Syntax } from "../command.ts";
import { stackArgument } from "../shared/arguments.ts";
import { UsageError } from "../shared/errors.ts";
import { loadSystem } from "../shared/load.ts";
import type { ProgramOptions } from "../shared/program-options.ts";
import type { Terminal } from "../shared/terminal/terminal.ts";
import { toJson } from "../shared/terminal/text.ts";
import { ClusterError } from "./cluster/api.ts";
import { type OpenedCluster, openClusters } from "./cluster/kubeconfig.ts";
import { type ExpectedObject, expectedObjects } from "./expected.ts";
import { assertRightCluster } from "./right-cluster.ts";
import { followRollout, type Judged } from "./rollout.ts";
import { progressLine, rolloutJson, rolloutText } from "./text.ts";

/** Options of `strata rollout`. */
interface RolloutCommandOptions extends ProgramOptions {
  readonly kubeconfig?: string;
  readonly context?: readonly string[];
  /** In seconds. */
  readonly timeout: number;
}

/**
 * `strata rollout`: whether a stack's release has arrived, by the Kubernetes API of each of its clusters. Read-only.
 * Ends with 0 when all is done, 1 when something is not, 2 when a cluster cannot be read.
 */
export const rolloutCommand: Command<RolloutCommandOptions> = { name: "rollout", configure, run };

function configure(syntax: Syntax): void {
  stackArgument(syntax)
    .option("--kubeconfig <file>", "default: KUBECONFIG, or ~/.kube/config")
    .option(
      "--context <contexts...>",
      "context, or <cluster>=<context> for each of several clusters; default: the one gcloud made for the cluster, or the current one",
    )
    .option("--timeout <duration>", "how long to wait, such as 90s or 10m", parseDuration, 600);
}

/** @throws UsageError for a wrong context or cluster, and for a cluster that cannot be read */
async function run(
  { operands: [named], options }: Call<RolloutCommandOptions>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stack, graph } = await loadSystem(named, terminal.folder, options);
  const objects = expectedObjects(graph);
  const ids = [...new Set(objects.map(({ cluster }) => cluster))];
  const contexts = options.context ?? [];
  const clusters =
    ids.length === 0 ? [] : await openClusters(ids, contexts, options.kubeconfig, terminal.folder);
  const judged = await follow(objects, clusters, options.timeout, terminal);
  terminal.out(
    options.json
      ? toJson(rolloutJson(stack, judged, clusters))
      : rolloutText(stack, judged, clusters, terminal),
  );
  return judged.every(({ verdict }) => verdict.state === "done") ? 0 : 1;
}

async function follow(
  objects: readonly ExpectedObject[],
  clusters: readonly OpenedCluster[],
  timeoutSeconds: number,
  terminal: Terminal,
): Promise<readonly Judged[]> {
  let shown = "";
  const onLook = (judged: readonly Judged[]) => {
    const line = progressLine(judged, terminal.width);
    if (terminal.interactive && line !== shown) {
      shown = line;
      terminal.error(`${terminal.paint("dim", line)}\n`);
    }
  };
  try {
    for (const cluster of clusters) {
      await assertRightCluster(cluster, objects);
    }
    return await followRollout(objects, clusters, { timeoutSeconds, onLook });
  } catch (error) {
    throw error instanceof ClusterError ? new UsageError(`${error.message}\nnothing was judged`) : error;
  }
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** @throws InvalidArgumentError for anything but a number with a unit */
function parseDuration(text: string): number {
  const [, number, unit = ""] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  if (number === undefined) {
    throw new InvalidArgumentError("expected a number with s, m or h, such as 10m");
  }
  return Number(number) * (SECONDS[unit] ?? 1);
}
