import type { ComponentResourceOptions, CustomResourceOptions } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { argumentsOf } from "../core/arguments.ts";
import type { GkeClusterArgs } from "./gke/args.ts";
import { autopilotMode } from "./gke/autopilot-mode.ts";
import { createCluster, readCluster } from "./gke/cloud-cluster.ts";
import { createFoundation } from "./gke/foundation/foundation.ts";
import { GkeCluster, type GkeClusterParts } from "./gke/gke-cluster.ts";
import { autopilotWithDefaults, type GkeSettings, gkeFacts } from "./gke/settings.ts";

/** Arguments of an {@link AutopilotCluster}: those of a {@link Cluster} without its pools and its place. */
export interface AutopilotClusterArgs extends GkeClusterArgs {}

/**
 * A GKE Autopilot cluster on the same golden path as {@link Cluster}: Google makes the nodes that pods ask for,
 * keeps them, and bills what pods request. It always spans the zones of its region. Pods that need the host
 * (privileged ones, host paths and ports, host network) are refused, exporters of nodes among them; a pod's
 * placement makes the nodes it needs, such as spot nodes or nodes with GPUs. Google's own Prometheus always
 * runs; it costs nothing until something is declared for it to collect.
 */
export class AutopilotCluster extends GkeCluster {
  constructor(name: string, args: AutopilotClusterArgs, opts?: ComponentResourceOptions) {
    const settings = autopilotWithDefaults(args, argumentsOf("AutopilotCluster", name));
    const { region: location } = settings;
    const facts: FactInputs = {
      location: { name: location, allZones: true },
      autopilot: true,
      ...gkeFacts(settings),
    };
    const create = (child: CustomResourceOptions) => createParts(name, args, settings, child);
    super(name, { kind: "AutopilotCluster", args, settings, location, facts, create }, opts);
  }
}

function createParts(
  owner: string,
  args: AutopilotClusterArgs,
  settings: GkeSettings,
  opts: CustomResourceOptions,
): GkeClusterParts<object> {
  const placed = { ...settings, location: settings.region };
  if (args.existing) {
    const cluster = readCluster(owner, args, placed, opts);
    return { cluster, foundation: undefined, own: {}, after: [] };
  }
  const foundation = createFoundation(owner, args, settings, opts);
  const mode = {
    nodes: autopilotMode({
      serviceAccount: foundation.identity.account.email,
      diskKey: foundation.disksKey,
      networkTags: settings.networkTags,
    }),
    // It cannot be turned off, and the API refuses to be told so.
    managedPrometheus: true,
  };
  const cluster = createCluster(owner, args, placed, foundation, mode, opts);
  return { cluster, foundation, own: {}, after: [] };
}
