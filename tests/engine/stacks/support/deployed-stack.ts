import { join } from "node:path";
import { expect } from "chai";
import { type LoadedStack, loadStack } from "#cli/shared/load";
import { readStackFile } from "#cli/shared/project/stack-file";
import { recordProgram } from "#graph/record/program";
import { ROOT } from "#tools/build/folders";
import { TestCluster } from "../../cluster/test-cluster.ts";
import { type OnCluster, onCluster } from "../../harness/on-cluster.ts";
import type { PolicyReport } from "../../harness/policy-report.ts";
import { policyPacks, projectStack } from "../../harness/stack.ts";
import type { Deployment, Preview } from "../../harness/state.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";
import { APIS_SETTING } from "../../simulators/gcp/refusals.ts";
import { clusterOf } from "./cluster-of.ts";
import { type ClusterView, settle, viewOf } from "./cluster-view.ts";

/** A stack that was previewed, deployed, and deployed again. */
export interface DeployedStack extends OnCluster {
  /** As the plan shows it. */
  readonly loaded: LoadedStack;
  readonly preview: Preview & { readonly report: PolicyReport };
  readonly updated: Run & { readonly report: PolicyReport };
  readonly state: Deployment;
  /** A refresh and a second update, and the state after them. */
  readonly again: Run;
  readonly settled: Deployment;
  /** Its cluster, once all is settled. */
  readonly view: ClusterView;
}

export interface DeployedStackOptions {
  /** Secrets of its configuration file, by the paths of their keys. Default none. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** As in a workspace. Default false. */
  readonly keepsLogs?: boolean;
  /** What happens between the preview and the first update. Default nothing. */
  readonly prepare?: (workspace: Workspace) => Promise<void>;
  /** Arguments of the first update besides the usual ones. Default none. */
  readonly update?: readonly string[];
}

/** What whoever makes a project enables, so that the rest can be enabled by a program. */
const BEFORE_THE_FIRST_RUN = "serviceusage.googleapis.com cloudresourcemanager.googleapis.com";

/**
 * Deploys one of the project's stacks before the specs of the `describe` that calls it: the real CLI with the policy
 * packs, a Kubernetes API of its own with nodes as the stack's pools make them, and simulated clouds in which nothing
 * is enabled yet. Everything ends after the specs.
 *
 * @returns what the specs look at
 */
export function deployedStack(
  stack: string,
  { secrets, keepsLogs = false, prepare, update = [] }: DeployedStackOptions = {},
): () => DeployedStack {
  let place: OnCluster | undefined;
  let deployed: DeployedStack | undefined;

  before(async () => {
    const published = await loadStack(stack, ROOT);
    const cluster = await TestCluster.start(clusterOf(published.graph));
    const options = { ...projectStack(stack), policyPacks: policyPacks(), keepsLogs };
    place = await onCluster(cluster, options, secrets);
    const { workspace } = place;
    const loaded = secrets ? await planned(published, workspace) : published;
    workspace.cloud.set(APIS_SETTING, BEFORE_THE_FIRST_RUN);
    const preview = await workspace.preview();
    await prepare?.(workspace);
    const updated = await workspace.upWithReport(...update);
    const state = workspace.state();
    // A refresh while an autoscaler adds pods keeps the Deployment as one that failed, and the update is not empty.
    await settle(cluster.api);
    publishDnssec(workspace);
    const again = await workspace.upAgain();
    const settled = workspace.state();
    await settle(cluster.api);
    const view = await viewOf(cluster.api, state);
    deployed = { ...place, loaded, preview, updated, state, again, settled, view };
  });

  after(() => place?.end());

  return () => deployed ?? expect.fail(`${stack} was not deployed`);
}

/** What the registrar does with the DS record between the first update and the second. */
function publishDnssec({ cloud }: Workspace): void {
  for (const dnssec of cloud.ofType("cloudflare:index/zoneDnssec:ZoneDnssec")) {
    const computed = { ...dnssec.computed, status: "active" };
    cloud.put({ ...dnssec, computed }, [String(dnssec.inputs["zoneId"])]);
  }
}

/** The plan of a stack with its file as a workspace has it. */
async function planned(published: LoadedStack, { stack, folder }: Workspace): Promise<LoadedStack> {
  const { name, root, main } = published.project;
  const { values, secretKeys } = readStackFile(
    { ...published.project, stackFolder: join(folder, "stacks") },
    stack,
  );
  const options = { project: name, stack, root, config: values, secretConfigKeys: secretKeys };
  return { ...published, graph: await recordProgram(main, options) };
}
