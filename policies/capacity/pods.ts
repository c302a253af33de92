import { type ChartPart, chartParts } from "#models/charts/pods";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { foundBeside, type Kind, namespaceOf } from "../kubernetes/objects.ts";
import { allContainers, POD_CREATORS, podTemplate } from "../kubernetes/workload.ts";
import { asUnknownValue, type Property, separately, type UnknownValue } from "../property.ts";
import { type Amounts, atLeast, containerAmounts, NOTHING, plus } from "./amounts.ts";

/** A container with a limit or request, where the program states it. */
export interface SizedContainer {
  readonly at: Property;
  readonly amounts: Amounts;
}

/** The pods of a workload, or of a part of a chart. */
export interface Pods {
  readonly resource: PolicyResource;
  /** In messages, such as `api` or `metrics/grafana`. */
  readonly label: string;
  /** Pods at most, without those that a rollout adds; "node" for one on every node. */
  readonly count: number | "node";
  /** Pods that a rollout adds. */
  readonly surge: number;
  /** Of one pod. */
  readonly amounts: Amounts;
  readonly containers: readonly SizedContainer[];
  /** The pod's spec, for its placement; undefined for charts. */
  readonly spec: Property | undefined;
}

/** The pods of a namespace or cluster, and what hides more of them. */
export interface PodSets {
  readonly pods: readonly Pods[];
  readonly unknown: readonly UnknownValue[];
}

const RELEASE = "kubernetes:helm.sh/v3:Release";

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
  for (const resource of stack.ofType(...POD_CREATORS, RELEASE)) {
    let set = setOf(UNPLACED);
    try {
      const isRelease = resource.type === RELEASE;
      const namespace = isRelease ? (resource.at("namespace").text() ?? "default") : namespaceOf(resource);
      set = setOf(placeKey(stack, resource, namespace));
      for (const part of isRelease ? ofChart(resource, stack, namespace) : [ofWorkload(resource, stack)]) {
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
  const containers: SizedContainer[] = [];
  let running = NOTHING;
  let starting = NOTHING;
  const sized = (container: Property) => {
    const size = sizeOf(container, defaults);
    containers.push(size);
    return size.amounts;
  };
  for (const container of spec.at("containers").items()) {
    running = plus(running, sized(container));
  }
  for (const container of spec.at("initContainers").items()) {
    const amounts = sized(container);
    // A sidecar keeps running; others run one after another.
    if (container.at("restartPolicy").is("Always")) {
      running = plus(running, amounts);
    } else {
      starting = atLeast(starting, amounts);
    }
  }
  return {
    resource: workload,
    label: workload.at("metadata.name").text() ?? workload.name,
    ...countOf(workload, stack),
    amounts: atLeast(running, starting),
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
  yield* separately(allContainers(workload), ({ property }) => [sizeOf(property, defaults)]);
}

function sizeOf(container: Property, defaults: Property | undefined): SizedContainer {
  const at = container.at("resources");
  return { at, amounts: containerAmounts(at, defaults) };
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
      return { count, surge: workload.type.endsWith(":Deployment") ? surgeOf(workload, count) : 0 };
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

/** Pods that a rolling update adds: a number, or a share rounded up; 25 % by default. */
function surgeOf(workload: PolicyResource, count: number): number {
  const strategy = workload.at("spec.strategy");
  if (strategy.at("type").is("Recreate")) {
    return 0;
  }
  const surge = strategy.at("rollingUpdate.maxSurge");
  const share = surge.text() ?? (surge.exists() ? undefined : "25%");
  return share === undefined ? (surge.number() ?? 0) : Math.ceil((count * Number.parseFloat(share)) / 100);
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

function ofChart(release: PolicyResource, stack: PolicyContext, namespace: string): Pods[] {
  const values = release.at("values");
  const parts = chartParts(release.at("chart").text() ?? "");
  if (!parts) {
    throw release.at("chart").unknown();
  }
  const defaults = defaultsOf(release, stack, namespace);
  return parts
    .filter(({ enabled }) => {
      const given = enabled && values.at(enabled.path);
      return !given || (given.exists() ? !given.is(false) : enabled.byDefault);
    })
    .map((part) => ofPart(part, release, values, defaults));
}

function ofPart(
  part: ChartPart,
  release: PolicyResource,
  values: Property,
  defaults: Property | undefined,
): Pods {
  const none = values.at("strata-no-such-value");
  const containers = part.containers.map(({ resources }) => {
    const at = resources === undefined ? none : values.at(resources);
    return { at, amounts: containerAmounts(at, defaults) };
  });
  return {
    resource: release,
    label: `${release.at("name").text() ?? release.name}/${part.name}`,
    count: chartCount(part, values),
    surge: part.replicas === "node" ? 0 : (part.surge ?? 1),
    amounts: containers.map(({ amounts }) => amounts).reduce(plus, NOTHING),
    containers,
    spec: undefined,
  };
}

function chartCount({ replicas, autoscaling }: ChartPart, values: Property): number | "node" {
  if (replicas === "node") {
    return "node";
  }
  const count = values.at(replicas.path).number() ?? replicas.byDefault;
  const isScaled = autoscaling && values.at(autoscaling.enabled).is(true);
  return isScaled ? (values.at(autoscaling.max).number() ?? count) : count;
}
