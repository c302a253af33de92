import type { Node, Value, Values } from "#graph/model";
import { resource } from "./nodes.ts";
import { kubernetesProvider, through } from "./providers.ts";

const CLUSTER = resource("gcp:container/cluster:Cluster", { name: "shop" }, { name: "cluster" });
const PROVIDER: Node = {
  ...kubernetesProvider("shop", { clusterIdentifier: "shop" }),
  dependencies: [CLUSTER.urn],
};

/** A pool of the cluster, three e2-medium nodes at most: 2.82 cores and 8.7 GiB. */
export function pool(changes: Values = {}, name = "general"): Node {
  const inputs = {
    cluster: "shop",
    autoscaling: { totalMinNodeCount: 1, totalMaxNodeCount: 3 },
    nodeConfig: { machineType: "e2-medium" },
    ...changes,
  };
  return resource("gcp:container/nodePool:NodePool", inputs, { name, uses: { cluster: CLUSTER } });
}

/** A cluster with this pool, by default {@link pool}, and objects in it. */
export function clusterOf(objects: readonly Node[], pools: readonly Node[] = [pool()]): readonly Node[] {
  return [CLUSTER, PROVIDER, ...pools, ...objects.map((object) => through(PROVIDER, object))];
}

/** An object of the namespace shop, or another. */
export function inShop(type: string, name: string, spec: Values, namespace = "shop"): Node {
  return resource(
    `kubernetes:${type}`,
    { metadata: { name, namespace }, spec },
    { name: `${namespace}-${name}` },
  );
}

/** A Deployment with one container of this size. */
export function sized(name: string, resources: Values, spec: Values = {}): Node {
  const template = { spec: { containers: [{ name, resources }] } };
  return inShop("apps/v1:Deployment", name, { replicas: 1, template, ...spec });
}

export function quota(hard: Values, namespace = "shop"): Node {
  return inShop("core/v1:ResourceQuota", "quota", { hard }, namespace);
}

/** A release of a chart in the namespace shop. */
export function release(chart: Value, values: Values = {}): Node {
  return resource(
    "kubernetes:helm.sh/v3:Release",
    { name: "metrics", namespace: "shop", chart, values },
    { name: "metrics" },
  );
}
