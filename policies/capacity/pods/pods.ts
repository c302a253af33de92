import { HELM_RELEASE } from "#graph/kubernetes-types";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { foundBeside, type Kind, namespaceOf } from "../../kubernetes/objects.ts";
import { allContainers, POD_CREATORS, podTemplate } from "../../kubernetes/workload.ts";
import { asUnknownValue, type Property, separately, type UnknownValue } from "../../property.ts";
import { containerAmounts } from "./amounts.ts";
import { chartPods } from "./chart-pods.ts";
import { type Pods, podAmounts, type SizedContainer, surgeOf } from "./pod-set.ts";

/** The pods of a namespace or cluster, and what hides more of them. */
export interface PodSets {
  readonly pods: readonly Pods[];
  readonly unknown: readonly UnknownValue[];
}

const LIMIT_RANGE: Kind = { type: "kubernetes:core/v1:LimitRange" };

const AUTOSCALER: Kind = {
  type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  keyOf(autoscaler) {
    const name = autoscaler.at("spec.scaleTargetRef.name");
    return name.isReadable() ? name.text() : undefined;
  },
};

/** The pods of a cluster by namespace. Those whose namespace is unknown count for none, and leave every sum open. */
export function podsByNamespace(stack: PolicyContext): ReadonlyMap<string, PodSets> {
  return stack.index(index);
}

/** The key of a namespace in {@link podsByNamespace}. */
export function placeKey(stack: PolicyContext, object: PolicyResource, namespace: string): string {
  return JSON.stringify([stack.clusterOf(object)?.id, namespace]);
}

/** What hides pods whose namespace is not known. */
export const UNPLACED = "";

function index(stack: PolicyContext): ReadonlyMap<string, PodSets> {
  const sets = new Map<string, { pods: Pods[]; unknown: UnknownValue[] }>();
  const setOf = (key: string) => {
    const found = sets.get(key) ?? { pods: [], unknown: [] };
    sets.set(key, found);
    return found;
  };
  for (const resource of stack.ofType(...POD_CREATORS, HELM_RELEASE)) {
    let set = setOf(UNPLACED);
    try {
      const isRelease = resource.type === HELM_RELEASE;
      const namespace = isRelease ? (resource.at("namespace").text() ?? "default") : namespaceOf(resource);
      set = setOf(placeKey(stack, resource, namespace));
      const parts = isRelease
        ? chartPods(resource, defaultsOf(resource, stack, namespace))
        : [ofWorkload(resource, stack)];
      for (const part of parts) {
        set.pods.push(part);
      }
    } catch (cause) {
      set.unknown.push(asUnknownValue(cause));
    }
  }
  return sets;
}

function ofWorkload(workload: PolicyResource, stack: PolicyContext): Pods {
  const spec = podTemplate(workload).at("spec");
  const defaults = defaultsOf(workload, stack, namespaceOf(workload));
  const sized = (container: Property, isRunning: boolean) => sizeOf(container, defaults, isRunning);
  const containers = [
    ...spec
      .at("containers")
      .items()
      .map((each) => sized(each, true)),
    // A sidecar keeps running; others run one after another.
    ...spec
      .at("initContainers")
      .items()
      .map((each) => sized(each, each.at("restartPolicy").is("Always"))),
  ];
  return {
    resource: workload,
    label: workload.at("metadata.name").text() ?? workload.name,
    ...countOf(workload, stack),
    amounts: podAmounts(containers),
    containers,
    spec,
  };
}

/** The containers of a workload, each by itself: one whose amounts are not known hides no other. */
export function* sizedContainers(
  workload: PolicyResource,
  stack: PolicyContext,
): Iterable<SizedContainer | UnknownValue> {
  const defaults = defaultsOf(workload, stack, namespaceOf(workload));
  yield* separately(allContainers(workload), ({ property }) => [sizeOf(property, defaults, true)]);
}

function sizeOf(container: Property, defaults: Property | undefined, isRunning: boolean): SizedContainer {
  const at = container.at("resources");
  return { at, amounts: containerAmounts(at, defaults), isRunning };
}

function countOf(workload: PolicyResource, stack: PolicyContext): Pick<Pods, "count" | "surge"> {
  switch (workload.type) {
    case "kubernetes:apps/v1:DaemonSet":
      return { count: "node", surge: 0 };
    case "kubernetes:core/v1:Pod":
      return { count: 1, surge: 0 };
    case "kubernetes:batch/v1:Job":
      return { count: workload.at("spec.parallelism").number() ?? 1, surge: 0 };
    case "kubernetes:batch/v1:CronJob":
      return { count: workload.at("spec.jobTemplate.spec.parallelism").number() ?? 1, surge: 0 };
    default: {
      const count = maximumOf(workload, stack);
      const isDeployment = workload.type.endsWith(":Deployment");
      return { count, surge: isDeployment ? surgeOf(workload.at("spec.strategy"), count) : 0 };
    }
  }
}

function maximumOf(workload: PolicyResource, stack: PolicyContext): number {
  const kind = workload.type.slice(workload.type.lastIndexOf(":") + 1);
  const name = workload.at("metadata.name").text() ?? "";
  const [autoscaler] = foundBeside(
    stack,
    AUTOSCALER,
    workload,
    [name],
    (candidate) =>
      candidate.at("spec.scaleTargetRef.kind").is(kind) &&
      candidate.at("spec.scaleTargetRef.name").text() === name,
    1,
  );
  const replicas = workload.at("spec.replicas").number() ?? 1;
  return autoscaler ? (autoscaler.at("spec.maxReplicas").number() ?? replicas) : replicas;
}

/** The defaults for containers of a namespace; undefined without a LimitRange. */
function defaultsOf(object: PolicyResource, stack: PolicyContext, namespace: string): Property | undefined {
  const ranges = stack.index(limitRanges).get(placeKey(stack, object, namespace));
  return ranges?.find((limit) => limit.at("type").is("Container"));
}

function limitRanges(stack: PolicyContext): ReadonlyMap<string, readonly Property[]> {
  const ranges = stack.ofType(LIMIT_RANGE.type).map((range) => {
    const limits = range.at("spec.limits").items();
    return [placeKey(stack, range, namespaceOf(range)), limits] as const;
  });
  return new Map(ranges);
}
