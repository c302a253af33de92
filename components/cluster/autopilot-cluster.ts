import { Cluster as GkeCluster } from "@pulumi/gcp/container/cluster.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import {
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Output,
  output,
} from "@pulumi/pulumi";
import { argumentsOf } from "../arguments.ts";
import { Component } from "../component.ts";
import type { ProjectIdentity } from "../network/project.ts";
import { relaxed } from "../relaxed.ts";
import { accessTo } from "./gke/access.ts";
import type { GkeClusterArgs } from "./gke/args.ts";
import { autopilotMode } from "./gke/autopilot-mode.ts";
import type { Encryption } from "./gke/encryption.ts";
import { readCluster } from "./gke/existing.ts";
import { createFoundation, type Foundation } from "./gke/foundation.ts";
import { goldenPath } from "./gke/golden-path.ts";
import type { NodeIdentity } from "./gke/node-identity.ts";
import {
  autopilotWithDefaults,
  describeControlPlane,
  type GkeSettings,
  gkeRelaxations,
} from "./gke/settings.ts";
import type { KubernetesCluster } from "./kubernetes-cluster.ts";
import { workloadPoolOf, workloadPrincipalIn } from "./workload-identity.ts";

/** Arguments of an {@link AutopilotCluster}: those of a {@link Cluster} without its pools and its place. */
export interface AutopilotClusterArgs extends GkeClusterArgs {}

/**
 * A GKE Autopilot cluster on the same golden path as {@link Cluster}: Google makes the nodes that pods ask for,
 * keeps them, and bills what pods request. It always spans the zones of its region. Pods that need the host
 * (privileged ones, host paths and ports, host network) are refused, exporters of nodes among them; a pod's
 * placement makes the nodes it needs, such as spot nodes or nodes with GPUs. Google's own Prometheus always
 * runs; it costs nothing until something is declared for it to collect.
 */
export class AutopilotCluster extends Component implements KubernetesCluster {
  /** Provider for everything that runs in the cluster. */
  readonly provider: Provider;
  /** Known once the cluster is there. It holds no credential, see {@link kubeconfigOf}. */
  readonly kubeconfig: Output<string>;
  /** Name in the cloud: the prefix, or that of the existing cluster. */
  readonly clusterName: string;
  /** Id of the cluster, for backup plans. */
  readonly clusterId: Output<string>;
  /** Region. */
  readonly location: string;
  /** Where the Kubernetes API is for pods: in the nodes' subnet. Known when planning, for network policies. */
  readonly controlPlaneRanges: readonly string[];
  /** The project, for those who grant roles to Kubernetes service accounts; its number waits for the cluster. */
  readonly project: ProjectIdentity;
  /** Pool of the identities of Kubernetes service accounts. */
  readonly workloadPool: string;
  /** Id of the key for disks; undefined where Google manages keys. */
  readonly disksKey: Output<string> | undefined;
  readonly nodes: {
    readonly cluster: GkeCluster;
    /** Undefined for an existing cluster. */
    readonly identity: NodeIdentity | undefined;
    readonly encryption: Encryption["nodes"] | undefined;
    readonly provider: Provider;
  };

  constructor(name: string, args: AutopilotClusterArgs, opts?: ComponentResourceOptions) {
    const settings = autopilotWithDefaults(args, argumentsOf("AutopilotCluster", name));
    super("cluster", "AutopilotCluster", name, settings, opts);

    const { project } = args;
    const { clusterName, region: location } = settings;
    const child = { parent: this };
    const foundation = args.existing ? undefined : createFoundation(name, args, settings, child);
    const cluster = foundation
      ? createCluster(name, args, settings, foundation, child)
      : readCluster(name, { projectId: project.id, location, clusterName }, child);
    const access = accessTo({ owner: name, project, clusterName, location, cluster, after: [] }, child);

    this.kubeconfig = access.kubeconfig;
    this.provider = access.provider;
    this.clusterName = clusterName;
    this.clusterId = cluster.id;
    this.location = location;
    this.project = access.project;
    this.controlPlaneRanges = settings.controlPlaneRanges;
    this.workloadPool = workloadPoolOf(project);
    const disksKey = args.existing?.disksKey ?? foundation?.disksKey;
    this.disksKey = disksKey === undefined ? undefined : output(disksKey);
    this.nodes = {
      cluster,
      identity: foundation?.identity,
      encryption: foundation?.encryption?.nodes,
      provider: access.provider,
    };
    this.publish({
      summary: {
        place: `${location}, its zones`,
        nodes: "Autopilot, as pods ask for them",
        "control plane": describeControlPlane(settings),
        ...relaxed(gkeRelaxations(settings)),
      },
    });
  }

  /** The principal that a Kubernetes service account is to IAM, for a role that needs no key. */
  identity(namespace: string, serviceAccount: string): Output<string> {
    return workloadPrincipalIn(this.project, namespace, serviceAccount);
  }
}

function createCluster(
  owner: string,
  { project, network }: AutopilotClusterArgs,
  settings: GkeSettings,
  { identity, encryption, disksKey: diskKey, before }: Foundation,
  opts: CustomResourceOptions,
): GkeCluster {
  const { networkTags, protect, region: location } = settings;
  const path = goldenPath({
    ...settings,
    location,
    projectId: project.id,
    network,
    secretsKey: encryption?.secretsKey,
    // It cannot be turned off, and the API refuses to be told so.
    managedPrometheus: true,
  });
  const mode = autopilotMode({ serviceAccount: identity.account.email, diskKey, networkTags });
  return new GkeCluster(
    `${owner}-gke`,
    { ...path, ...mode },
    {
      ...opts,
      protect,
      dependsOn: [...before],
      // Google changes both as nodes come and go, and a difference in either would replace the cluster.
      ignoreChanges: ["nodeConfig", "initialNodeCount"],
    },
  );
}
