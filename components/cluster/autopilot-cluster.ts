import type { Provider } from "@pulumi/kubernetes/provider.js";
import type { ComponentResourceOptions, CustomResourceOptions, Output } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { ProjectIdentity } from "../core/google/project.ts";
import { workloadPrincipalIn } from "../core/google/workload-identity.ts";
import { createAccess } from "./gke/access.ts";
import type { AutopilotClusterArgs } from "./gke/args.ts";
import { autopilotWithDefaults } from "./gke/cluster-settings.ts";
import { createFoundation } from "./gke/foundation.ts";
import {
  autopilotMode,
  createGkeCluster,
  type GkeClusterParts,
  type GkeClusterResources,
  readGkeCluster,
  resourcesOf,
} from "./gke/gke-cluster.ts";
import { gkeFacts, type PlacedSettings } from "./gke/settings.ts";
import type { KubernetesCluster } from "./kubernetes-cluster.ts";

export type { AutopilotClusterArgs } from "./gke/args.ts";

/**
 * A GKE Autopilot cluster on the same golden path as {@link Cluster}: Google provisions the nodes that pods need,
 * maintains them, and bills the pods' requests. It always spans the zones of its region. Pods that need the host
 * (privileged ones, host paths and ports, host network) are refused, including node exporters; a pod's placement
 * provisions the nodes it needs, such as spot nodes or nodes with GPUs. Google's Prometheus always runs; it costs
 * nothing until it is configured to collect metrics.
 *
 * @public
 */
export class AutopilotCluster extends Component implements KubernetesCluster {
  readonly provider: Provider;
  readonly kubeconfig: Output<string>;
  readonly clusterName: string;
  readonly clusterId: Output<string>;
  readonly location: string;
  readonly controlPlaneRanges: readonly string[];
  readonly project: ProjectIdentity;
  readonly workloadPool: string;
  readonly disksKey: Output<string> | undefined;
  readonly resources: GkeClusterResources;

  constructor(name: string, args: AutopilotClusterArgs, opts?: ComponentResourceOptions) {
    const settings = autopilotWithDefaults(argumentsOf("AutopilotCluster", name, args), args);
    super("cluster", "AutopilotCluster", name, settings, opts);

    const child = { parent: this };
    const placed = { ...settings, location: settings.region };
    const parts = createParts(name, args, placed, child);
    const access = createAccess(name, { ...parts, args, settings: placed, after: [] }, child);

    this.provider = access.provider;
    this.kubeconfig = access.kubeconfig;
    this.clusterName = access.clusterName;
    this.clusterId = access.clusterId;
    this.location = access.location;
    this.controlPlaneRanges = access.controlPlaneRanges;
    this.project = access.project;
    this.workloadPool = access.workloadPool;
    this.disksKey = access.disksKey;
    this.resources = resourcesOf(parts, access);
    this.publish({
      facts: {
        location: { name: placed.location, allZones: true },
        autopilot: true,
        ...gkeFacts(settings),
      },
    });
  }

  identity(namespace: string, serviceAccount: string): Output<string> {
    return workloadPrincipalIn(this.project, namespace, serviceAccount);
  }
}

function createParts(
  owner: string,
  args: AutopilotClusterArgs,
  settings: PlacedSettings,
  opts: CustomResourceOptions,
): GkeClusterParts {
  if (args.existing) {
    return { cluster: readGkeCluster(owner, args, settings, opts), foundation: undefined };
  }
  const foundation = createFoundation(owner, args, settings, opts);
  const mode = autopilotMode(foundation, settings.networkTags);
  return { cluster: createGkeCluster(owner, { args, settings, foundation, mode }, opts), foundation };
}
