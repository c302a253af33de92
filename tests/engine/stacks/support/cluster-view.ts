import type { Graph } from "#graph/model";
import { NetworkPolicies, type Party, podsOf } from "#models/network-policy/network-policies";
import type { KubernetesApi } from "../../cluster/api/client.ts";
import { nameOf, namespaceOf, numberAt, textAt } from "../../cluster/api/object.ts";
import { serves, until } from "../../cluster/observe.ts";
import type { Deployment, EngineResource } from "../../harness/state.ts";
import { liveGraph } from "./live-graph.ts";

/** What a cluster holds of a stack. */
export interface ClusterView {
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
}

const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment" };
const AUTOSCALER = { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" };
const POD = { apiVersion: "v1", kind: "Pod" };
const NAMESPACE = { apiVersion: "v1", kind: "Namespace" };
const DEFINITION = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
const SETTLED_SECONDS = 60;
const GONE_SECONDS = 60;
const ENFORCE = "pod-security.kubernetes.io/enforce";

/** Looks through a cluster for what a stack's state says is there. */
export async function viewOf(api: KubernetesApi, state: Deployment): Promise<ClusterView> {
  const objects = objectsOf(state);
  const [namespaces, deployments, pods] = await Promise.all(
    [NAMESPACE, DEPLOYMENT, POD].map((of) => api.list(of)),
  );
  return {
    objects: objects.map(({ urn }) => urn),
    missing: await without(objects, (each) => isThere(api, each)),
    wantedPods: (deployments ?? []).reduce((sum, each) => sum + numberAt(each, "spec", "replicas"), 0),
    servingIn: (pods ?? []).filter(serves).map(namespaceOf),
    restricted: (namespaces ?? [])
      .filter((each) => textAt(each, "metadata", "labels", ENFORCE) === "restricted")
      .map(nameOf),
    flows: flowsOf(await liveGraph(api)),
  };
}

/** Waits until the autoscalers have asked for their least number of pods, and all that Deployments want are available. */
export async function settle(api: KubernetesApi): Promise<void> {
  const [autoscalers, deployments] = await Promise.all([api.list(AUTOSCALER), api.list(DEPLOYMENT)]);
  const least = new Map(
    autoscalers.map((each) => [
      `${namespaceOf(each)} ${textAt(each, "spec", "scaleTargetRef", "name")}`,
      numberAt(each, "spec", "minReplicas"),
    ]),
  );
  if (deployments.length > 0) {
    await until(api, DEPLOYMENT, {}, SETTLED_SECONDS, (all) => {
      const settled = all.filter((each) => {
        const wanted = numberAt(each, "spec", "replicas");
        const isWhole = numberAt(each, "status", "availableReplicas") === wanted;
        return isWhole && wanted >= (least.get(`${namespaceOf(each)} ${nameOf(each)}`) ?? 0);
      });
      return settled.length === deployments.length;
    });
  }
}

/** What is left of a stack in a cluster after its destruction. */
export interface Leftovers {
  /** Objects of the former state, without those that are to stay. */
  readonly objects: readonly string[];
  readonly namespaces: readonly string[];
}

export async function leftovers(api: KubernetesApi, former: Deployment): Promise<Leftovers> {
  const gone = objectsOf(former).filter(({ retainOnDelete }) => !retainOnDelete);
  return {
    objects: await without(gone, async (each) => !(await isThere(api, each))),
    namespaces: (await api.list(NAMESPACE)).map(nameOf),
  };
}

/** Deletes the definitions that a destruction leaves, and waits until they are gone. */
export async function forgetDefinitions(api: KubernetesApi): Promise<void> {
  const definitions = await api.list(DEFINITION);
  if (definitions.length > 0) {
    // Watched from before on: a watch that begins when all are gone has nothing to tell.
    const gone = until(api, DEFINITION, {}, GONE_SECONDS, (left) => left.length === 0);
    await Promise.all([
      gone,
      ...definitions.map((each) => api.delete({ ...DEFINITION, name: nameOf(each) })),
    ]);
  }
}

/** The objects of a cluster in a state; releases are what Helm makes of them. */
function objectsOf({ resources = [] }: Deployment): readonly EngineResource[] {
  return resources.filter(({ type, custom }) => custom && type.startsWith("kubernetes:"));
}

async function without(
  resources: readonly EngineResource[],
  test: (resource: EngineResource) => Promise<boolean>,
): Promise<string[]> {
  const found = await Promise.all(resources.map(async (each) => ((await test(each)) ? [] : [each.urn])));
  return found.flat();
}

function isThere(api: KubernetesApi, { type, id = "", inputs = {} }: EngineResource): Promise<boolean> {
  const [namespace, name] = id.includes("/") ? id.split("/") : ["", id];
  const reference = type.includes(":helm.sh/")
    ? { apiVersion: "v1", kind: "Secret", name: `sh.helm.release.v1.${name}` }
    : { apiVersion: String(inputs["apiVersion"]), kind: String(inputs["kind"]), name: name ?? "" };
  return api.get({ ...reference, namespace: namespace ?? "" }).then((object) => object !== undefined);
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
