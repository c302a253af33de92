import type { PolicyResource } from "../../../context.ts";
import { asUnknownValue, type Property, type Violation } from "../../../property.ts";
import { type Rule, type RuleWords, resourceRule } from "../../../rule.ts";
import { CLUSTER, isAutopilot, NODE_POOL } from "../cluster/cluster.ts";

/** Nodes with one configuration, in whichever form a program declares them. */
export interface Nodes {
  /** Such as `the default pool's nodes`. */
  readonly label: string;
  /** Their `nodeConfig`, or the defaults of auto-provisioning, which have fewer settings. */
  readonly config: Property;
  /** The pool, with `management` and `networkConfig`; for auto-provisioned nodes, their defaults. */
  readonly pool: Property;
  readonly kind: "pool" | "auto-provisioned" | "Autopilot";
  /** Whether there are such nodes. Throws where that is unknown. */
  exist(): boolean;
}

const AUTO_PROVISIONED = "clusterAutoscaling.autoProvisioningDefaults";

/**
 * The nodes of a NodePool, or of a cluster: those of its default pool, its inline pools and auto-provisioning. A
 * cluster has a default pool unless it removes that or has inline pools.
 */
export function nodesOf(resource: PolicyResource): Nodes[] {
  if (resource.type === NODE_POOL) {
    const config = resource.at("nodeConfig");
    const pool = resource.inputs();
    return [{ label: "the pool's nodes", config, pool, kind: "pool", exist: () => true }];
  }
  if (resource.type !== CLUSTER) {
    return [];
  }
  const pools = resource.at("nodePools");
  const isStandard = () => !isAutopilot(resource);
  const defaults = resource.at(AUTO_PROVISIONED);
  return [
    {
      label: "the default pool's nodes",
      config: resource.at("nodeConfig"),
      pool: resource.inputs(),
      kind: "pool",
      exist: () =>
        !resource.at("removeDefaultNodePool").is(true) && pools.items().length === 0 && isStandard(),
    },
    ...(pools.isReadable() ? pools.items() : [pools]).map(
      (pool, index): Nodes => ({
        label: `the nodes of inline pool ${index}`,
        config: pool.at("nodeConfig"),
        pool,
        kind: "pool",
        exist: isStandard,
      }),
    ),
    {
      label: "auto-provisioned nodes",
      config: defaults,
      pool: defaults,
      kind: "auto-provisioned",
      exist: () => resource.at("clusterAutoscaling.enabled").is(true) && isStandard(),
    },
    {
      label: "the nodes of Autopilot",
      config: defaults,
      pool: defaults,
      kind: "Autopilot",
      exist: () => isAutopilot(resource),
    },
  ];
}

/** A rule over the nodes of clusters and pools, in every form. */
interface NodeRule extends Omit<RuleWords, "appliesTo"> {
  /** Violations of nodes, if there are such nodes. */
  check(nodes: Nodes): Iterable<Violation>;
  /** Violations of the cluster as a whole. Default none. */
  readonly cluster?: (cluster: PolicyResource) => Iterable<Violation>;
}

/** Creates a rule that judges nodes alike whether a NodePool, an inline pool or the cluster configures them. */
export function nodeRule({ check, cluster, ...words }: NodeRule): Rule {
  return resourceRule<Nodes | "cluster">({
    ...words,
    appliesTo: [CLUSTER, NODE_POOL],
    each: (resource) => ["cluster", ...nodesOf(resource)],
    *check(nodes, resource) {
      if (nodes === "cluster") {
        yield* resource.type === CLUSTER ? (cluster?.(resource) ?? []) : [];
        return;
      }
      if (isAbsent(nodes)) {
        return;
      }
      for (const violation of check(nodes)) {
        // Throws where that is unknown: nodes without a violation are fine in any case.
        if (nodes.exist()) {
          yield violation;
        }
      }
    },
  });
}

/** Whether it is certain that there are no such nodes. */
function isAbsent(nodes: Nodes): boolean {
  try {
    return !nodes.exist();
  } catch (cause) {
    asUnknownValue(cause);
    return false;
  }
}
