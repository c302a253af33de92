import { join } from "node:path";
import { TestCluster, type TestClusterOptions } from "../../../cluster/test-cluster.ts";
import { Workspace } from "../../../harness/workspace.ts";
import { PLUGINS_WITH_KUBERNETES } from "./stack-on-cluster.ts";

/** The workloads of ../program, on a cluster of their own. */
export interface Workloads {
  readonly cluster: TestCluster;
  readonly workspace: Workspace;
  /** Ends everything; to be called when the specs are done. */
  end(): Promise<void>;
}

export const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop" } as const;
export const POD = { apiVersion: "v1", kind: "Pod" } as const;
export const NODE = { apiVersion: "v1", kind: "Node" } as const;

/**
 * Starts a cluster of three zones and a workspace with the program, which is not deployed yet.
 *
 * @param stack names the cluster, too: no two specs may use one at the same time
 */
export async function workloadsOnCluster(
  stack: string,
  options: TestClusterOptions = {},
): Promise<Workloads> {
  const pools = options.pools ?? [{ name: "default", machineType: "e2-standard-2", nodes: 6 }];
  const cluster = await TestCluster.start({ ...options, identifier: stack, pools });
  try {
    const workspace = await Workspace.create({
      project: join(import.meta.dirname, "..", "program"),
      stack,
      links: ["index.ts"],
      plugins: PLUGINS_WITH_KUBERNETES,
    });
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
