import { isRecord, type Value, type Values } from "#graph/model";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { inOneCluster } from "../kubernetes/clusters.ts";
import { namespaceOf } from "../kubernetes/objects.ts";
import { labelKeys, matchesLabels, selects, wantedKey } from "../kubernetes/selectors.ts";
import { POD_CREATORS, podTemplate } from "../kubernetes/workload.ts";
import { type Property, some } from "../property.ts";

/** Pods that an object selects: by labels, in a namespace. */
export interface Selection {
  /** The selecting object, whose cluster the pods are in. */
  readonly from: PolicyResource;
  readonly namespace: string;
  /** One of the wanted labels, as a key of the index; undefined if it may select anything. */
  readonly key: string | undefined;
  /** Whether pods with these labels are selected. */
  matches(labels: Property): boolean;
  /** The labels that all selected pods have. */
  readonly wanted: Property;
}

/** Pods that a label selector selects. */
export function bySelector(from: PolicyResource, namespace: string, selector: Property): Selection {
  const wanted = selector.at("matchLabels");
  return { from, namespace, key: wantedKey(wanted), wanted, matches: (labels) => selects(selector, labels) };
}

/** Pods with all of these labels, as a Service selects them. */
export function byLabels(from: PolicyResource, namespace: string, wanted: Property): Selection {
  return {
    from,
    namespace,
    key: wantedKey(wanted),
    wanted,
    matches: (labels) => matchesLabels(wanted, labels),
  };
}

/** Whether some workload of the stack makes pods that are selected and satisfy the predicate. */
export function somePods(
  stack: PolicyContext,
  { from, namespace, key, matches }: Selection,
  predicate: (workload: PolicyResource) => boolean = () => true,
): boolean {
  const { byLabel, unlabelled, all } = stack.index(workloadsByLabel);
  const candidates = key === undefined ? all : [...(byLabel.get(key) ?? []), ...unlabelled];
  return some(
    candidates,
    (workload) =>
      matches(podTemplate(workload).at("metadata.labels")) &&
      namespaceOf(workload) === namespace &&
      inOneCluster(stack.clusterOf(from), stack.clusterOf(workload)) &&
      predicate(workload),
  );
}

/** Whether a component publishes an endpoint of pods with these labels, such as those of the chart that it installs. */
export function arePublished(stack: PolicyContext, { namespace, wanted }: Selection): boolean {
  const labels = wanted.record();
  return stack
    .index(publishedPods)
    .some(
      (peer) =>
        peer.namespace === namespace &&
        Object.entries(labels).every(([name, value]) => peer.labels[name] === value),
    );
}

interface PodPeer {
  readonly namespace: Value | undefined;
  readonly labels: Values;
}

function publishedPods({ topology }: PolicyContext): readonly PodPeer[] {
  return [...topology.endpoints.values()].flatMap(({ connection: { peer } }) =>
    peer["kind"] === "pods" && isRecord(peer["labels"])
      ? [{ namespace: peer["namespace"], labels: peer["labels"] }]
      : [],
  );
}

function workloadsByLabel(stack: PolicyContext) {
  const all = stack.ofType(...POD_CREATORS);
  const byLabel = new Map<string, PolicyResource[]>();
  const unlabelled: PolicyResource[] = [];
  for (const workload of all) {
    const keys = labelKeys(podTemplate(workload).at("metadata.labels"));
    for (const key of keys ?? []) {
      const same = byLabel.get(key);
      if (same) {
        same.push(workload);
      } else {
        byLabel.set(key, [workload]);
      }
    }
    if (!keys) {
      unlabelled.push(workload);
    }
  }
  return { all, byLabel, unlabelled };
}
