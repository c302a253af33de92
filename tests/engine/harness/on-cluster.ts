import { join } from "node:path";
import type { TestCluster } from "../cluster/test-cluster.ts";
import type { WorkspaceOptions } from "./workspace/options.ts";
import { PLUGINS } from "./workspace/plugins.ts";
import { Workspace } from "./workspace/workspace.ts";

/** A workspace with a cluster that its provider speaks to. */
export interface OnCluster {
  readonly cluster: TestCluster;
  readonly workspace: Workspace;
  /** Ends everything; to be called when the specs are done. */
  end(): Promise<void>;
}

const KUBERNETES = join(import.meta.dirname, "..", "kubernetes", "provider.ts");

/** The providers of the tests, with the one for Kubernetes that speaks to a real API. */
const PLUGINS_WITH_KUBERNETES = [
  ...PLUGINS.filter(({ name }) => name !== "kubernetes"),
  { name: "kubernetes", module: KUBERNETES },
];

/** Makes a workspace for a cluster that runs, and stops the cluster when that fails. */
export async function onCluster(
  cluster: TestCluster,
  options: Omit<WorkspaceOptions, "plugins">,
  secrets: Readonly<Record<string, string>> = {},
): Promise<OnCluster> {
  try {
    const workspace = await Workspace.create({ ...options, plugins: PLUGINS_WITH_KUBERNETES }, secrets);
    return {
      cluster,
      workspace,
      async end() {
        workspace.dispose();
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
