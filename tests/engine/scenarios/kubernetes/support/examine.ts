import type { Graph } from "../../../../../graph/model.ts";
import { NetworkPolicies, type Party, podsOf } from "../../../../support/network-policies.ts";
import type { KubernetesApi } from "../../../cluster/api/client.ts";
import { nameOf, namespaceOf, numberAt, textAt } from "../../../cluster/api/object.ts";
import type { Deployment, EngineResource } from "../../../harness/state.ts";
import type { Run } from "../../../harness/workspace.ts";
import { liveGraph } from "./live-graph.ts";
import { serves } from "./observe.ts";
import { stackOnCluster } from "./stack-on-cluster.ts";

/** What became of a stack on a cluster. */
export interface Examined {
  readonly graph: Graph;
  readonly updated: Run;
  readonly state: Deployment;
  /** Objects of the state, and those of them that the cluster does not have. */
  readonly objects: readonly string[];
  readonly missing: readonly string[];
  /** Pods that the Deployments want, and the namespaces of those that serve. */
  readonly wantedPods: number;
  readonly servingIn: readonly string[];
  /** Namespaces that admit restricted pods only. */
  readonly restricted: readonly string[];
  /** Who may connect to whom, as the cluster has it. */
  readonly flows: readonly string[];
  /** A refresh and a second update. */
  readonly again: Run;
  /** What a destruction leaves; nothing where the stack is not to be destroyed. */
  readonly destroyed:
    | { readonly run: Run; readonly left: readonly string[]; readonly namespaces: string[] }
    | undefined;
}

/** Who else may take part in a connection of a system's workloads. */
const OTHERS: Readonly<Record<string, Party>> = {
  ingress: {
    namespace: "nginx-ingress",
    labels: { "app.kubernetes.io/name": "nginx-ingress", "app.kubernetes.io/instance": "nginx" },
  },
  prometheus: { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } },
  dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  metadata: { address: "169.254.169.254" },
  internet: { host: "elsewhere.example", address: "198.51.100.7" },
  managed: { address: "10.0.0.9" },
};
const PORTS = [22, 80, 443, 3000, 5432, 6378, 8500, 9100, 9464].map((port) => ({ port }));

/** Who may connect to whom. */
export function flowsOf(graph: Graph): string[] {
  return new NetworkPolicies(graph).edges({ ...podsOf(graph), ...OTHERS }, PORTS);
}

/** Deploys a stack to a cluster of its own, looks at it, deploys it again, and destroys it if that is meant. */
export async function examine(stack: string, destroy: boolean): Promise<Examined> {
  const { graph, cluster, workspace, end } = await stackOnCluster(stack);
  const { api } = cluster;
  try {
    const updated = await workspace.up();
    const state = await workspace.export();
    const resources = objectsOf(state);
    const namespaces = await api.list({ apiVersion: "v1", kind: "Namespace" });
    const again = await workspace.up("--refresh", "--expect-no-changes", "--diff");
    // By now the autoscalers have asked for their least number.
    const deployments = await api.list({ apiVersion: "apps/v1", kind: "Deployment" });
    const pods = await api.list({ apiVersion: "v1", kind: "Pod" });
    const found = {
      graph,
      updated,
      state,
      objects: resources.map(({ urn }) => urn),
      missing: await filter(resources, async (each) => !(await isThere(api, each))),
      wantedPods: deployments.reduce((sum, each) => sum + numberAt(each, "spec", "replicas"), 0),
      servingIn: pods.filter(serves).map(namespaceOf),
      restricted: namespaces
        .filter((each) => textAt(each, "metadata", "labels", ENFORCE) === "restricted")
        .map(nameOf),
      flows: flowsOf(await liveGraph(api)),
      again,
    };
    if (!destroy) {
      return { ...found, destroyed: undefined };
    }
    const run = await workspace.destroy();
    const gone = resources.filter(({ retainOnDelete }) => !retainOnDelete);
    return {
      ...found,
      destroyed: {
        run,
        left: await filter(gone, (each) => isThere(api, each)),
        namespaces: (await api.list({ apiVersion: "v1", kind: "Namespace" })).map(nameOf),
      },
    };
  } finally {
    await end();
  }
}

const ENFORCE = "pod-security.kubernetes.io/enforce";

/** The objects of a cluster in a state; releases are what Helm makes of them. */
function objectsOf({ resources = [] }: Deployment): readonly EngineResource[] {
  return resources.filter(({ type, custom }) => custom && type.startsWith("kubernetes:"));
}

async function filter(
  resources: readonly EngineResource[],
  test: (resource: EngineResource) => Promise<boolean>,
): Promise<string[]> {
  const found = await Promise.all(resources.map(async (each) => ((await test(each)) ? [each.urn] : [])));
  return found.flat();
}

function isThere(api: KubernetesApi, { type, id = "", inputs = {} }: EngineResource): Promise<boolean> {
  const [namespace, name] = id.includes("/") ? id.split("/") : ["", id];
  const reference = type.includes(":helm.sh/")
    ? { apiVersion: "v1", kind: "Secret", name: `sh.helm.release.v1.${name}` }
    : { apiVersion: String(inputs["apiVersion"]), kind: String(inputs["kind"]), name: name ?? "" };
  return api.get({ ...reference, namespace: namespace ?? "" }).then((object) => object !== undefined);
}
