import { join } from "node:path";
import { TestCluster, type TestClusterOptions } from "../../../cluster/test-cluster.ts";
import { type OnCluster, onCluster } from "../../../harness/on-cluster.ts";

export const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop" } as const;
export const POD = { apiVersion: "v1", kind: "Pod" } as const;
export const NODE = { apiVersion: "v1", kind: "Node" } as const;

/**
 * Starts a cluster of three zones and a workspace with the workloads of ../program, which is not deployed yet.
 *
 * @param stack names the cluster, too: no two specs may use one at the same time
 */
export async function workloadsOnCluster(
  stack: string,
  options: TestClusterOptions = {},
): Promise<OnCluster> {
  const pools = options.pools ?? [{ name: "default", machineType: "e2-standard-2", nodes: 6 }];
  const cluster = await TestCluster.start({ ...options, identifier: stack, pools });
  return onCluster(cluster, {
    project: join(import.meta.dirname, "..", "program"),
    stack,
    links: ["index.ts"],
  });
}
