import { allocatable, type NodeCapacity } from "#models/google/allocatable";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { asUnknownValue, type Property, type UnknownValue } from "../property.ts";

/** Nodes of a cluster that are alike. */
export interface Pool {
  readonly resource: PolicyResource;
  readonly machineType: string;
  readonly node: NodeCapacity;
  /** Nodes at most. */
  readonly nodes: number;
  readonly labels: Property;
  readonly taints: readonly Property[];
}

/** The nodes that a cluster may have. */
export interface ClusterNodes {
  readonly cluster: PolicyResource;
  readonly pools: readonly Pool[];
  /** What hides more of them. */
  readonly unknown: readonly UnknownValue[];
  /** Whether the cloud adds nodes of any size. */
  readonly anySize: boolean;
}

const CLUSTER = "gcp:container/cluster:Cluster";
const POOL = "gcp:container/nodePool:NodePool";

/** The cluster that an object is in, if the stack creates it. */
export function createdCluster(stack: PolicyContext, object: PolicyResource): PolicyResource | undefined {
  const provider = stack.byUrn(object.provider);
  const cluster = provider?.dependencies
    .map((urn) => stack.byUrn(urn))
    .find((resource) => resource?.type === CLUSTER);
  return cluster?.id === undefined ? cluster : undefined;
}

/** The nodes of the cluster that an object is in; undefined where the stack does not create the cluster. */
export function nodesOf(stack: PolicyContext, object: PolicyResource): ClusterNodes | undefined {
  const cluster = createdCluster(stack, object);
  return cluster && nodesOfCluster(stack, cluster);
}

/** The nodes of a cluster that the stack creates. */
export function nodesOfCluster(stack: PolicyContext, cluster: PolicyResource): ClusterNodes {
  const pools: Pool[] = [];
  const unknown: UnknownValue[] = [];
  for (const resource of stack.index(poolsByCluster).get(cluster.urn) ?? []) {
    try {
      pools.push(poolOf(resource));
    } catch (cause) {
      unknown.push(asUnknownValue(cause));
    }
  }
  const isAutopilot = cluster.at("enableAutopilot");
  const isProvisioning = cluster.at("clusterAutoscaling.enabled");
  return {
    cluster,
    pools,
    unknown,
    anySize: [isAutopilot, isProvisioning].some((setting) => !setting.isReadable() || setting.is(true)),
  };
}

function poolsByCluster(stack: PolicyContext): ReadonlyMap<string, readonly PolicyResource[]> {
  const clusters = stack.ofType(CLUSTER);
  const byUrn = new Set(clusters.map(({ urn }) => urn));
  const byName = new Map(
    clusters.flatMap((cluster) => {
      const name = cluster.id === undefined ? cluster.at("name") : undefined;
      return name?.isReadable() ? [[name.text(), cluster.urn] as const] : [];
    }),
  );
  return Map.groupBy(stack.ofType(POOL), (pool) => {
    const origin = pool.originsOf("cluster").find((urn) => byUrn.has(urn));
    const name = pool.at("cluster");
    return origin ?? (name.isReadable() ? byName.get(name.text()) : undefined) ?? "";
  });
}

function poolOf(resource: PolicyResource): Pool {
  const type = resource.at("nodeConfig.machineType");
  const machineType = type.text() ?? "e2-medium";
  const node = allocatable(machineType);
  if (!node) {
    throw type.unknown();
  }
  return {
    resource,
    machineType,
    node,
    nodes: maximumOf(resource),
    labels: resource.at("nodeConfig.labels"),
    taints: resource.at("nodeConfig.taints").items(),
  };
}

/** Counts of nodes are for each zone, unless they are totals. */
function maximumOf(pool: PolicyResource): number {
  const total = pool.at("autoscaling.totalMaxNodeCount").number();
  if (total !== undefined) {
    return total;
  }
  const perZone = pool.at("autoscaling.maxNodeCount").number() ?? pool.at("nodeCount").number();
  const zones = pool.at("nodeLocations");
  if (perZone === undefined) {
    return pool.at("initialNodeCount").number() ?? 1;
  }
  if (!zones.exists()) {
    throw zones.unknown();
  }
  return perZone * zones.items().length;
}

/** Labels that the cloud sets on its nodes. */
const CLOUD_LABEL = /(^|\.)(kubernetes\.io|k8s\.io|cloud\.google\.com)\//;

/** Whether pods with this spec may run on the pool: they tolerate its taints, and it has the labels that they select. */
export function takes({ taints, labels }: Pool, spec: Property | undefined): boolean {
  if (!spec) {
    return true;
  }
  const tolerations = spec.at("tolerations").items();
  const tolerates = (taint: Property) =>
    taint.at("effect").is("PREFER_NO_SCHEDULE") ||
    tolerations.some((each) => {
      const key = each.at("key");
      return !key.exists() || key.text() === taint.at("key").text();
    });
  const wanted = spec.at("nodeSelector").entries();
  const hasLabels = wanted.every(([name, value]) => {
    const label = labels.key(name);
    return label.exists() ? label.text() === value.text() : CLOUD_LABEL.test(name);
  });
  return taints.every(tolerates) && hasLabels;
}
