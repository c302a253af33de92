import { conditionOf, isTrue, type KubernetesObject, numberAt, textAt } from "../../cluster/api/object.ts";

/** What a kind's object still lacks, as reasons; empty when it is what it should be. */
export type Lacking = (object: KubernetesObject) => readonly string[];

/** How workloads say that they are what their spec asks for. Source: pulumi-kubernetes, await. */
export const ROLLOUTS: Readonly<Record<string, Lacking>> = {
  "apps/v1/Deployment": (object) => {
    const wanted = numberAt(object, "spec", "replicas");
    const { updated, available, all } = counts(object);
    if (!isObserved(object)) {
      return ["Waiting for the Deployment to be observed"];
    }
    const progressing = conditionOf(object, "Progressing");
    const stalled =
      progressing?.["status"] === "False"
        ? [`[${textAt(progressing, "reason")}] ${textAt(progressing, "message")}`]
        : [];
    const complete = updated === wanted && available === wanted && all === wanted;
    return complete && (wanted === 0 || isTrue(object, "Available"))
      ? []
      : [
          ...stalled,
          "Minimum number of Pods to consider the application live was not attained",
          `Waiting for app ReplicaSet to be available (${available - Math.max(0, all - updated)}/${wanted} Pods available)`,
        ];
  },
  "apps/v1/StatefulSet": (object) => {
    const wanted = numberAt(object, "spec", "replicas");
    const ready = numberAt(object, "status", "readyReplicas");
    const rolled = textAt(object, "status", "currentRevision") === textAt(object, "status", "updateRevision");
    return isObserved(object) && ready === wanted && rolled
      ? []
      : [`Waiting for StatefulSet update (${ready}/${wanted} Pods ready)`];
  },
  "apps/v1/DaemonSet": (object) => {
    const wanted = numberAt(object, "status", "desiredNumberScheduled");
    const updated = numberAt(object, "status", "updatedNumberScheduled");
    const available = numberAt(object, "status", "numberAvailable");
    return isObserved(object) && updated === wanted && available === wanted
      ? []
      : [`Waiting for DaemonSet update (${available}/${wanted} Pods available)`];
  },
  "batch/v1/Job": (object) => {
    const failed = conditionOf(object, "Failed");
    if (failed?.["status"] === "True") {
      throw new Error(`Job failed: [${textAt(failed, "reason")}] ${textAt(failed, "message")}`);
    }
    return isTrue(object, "Complete") ? [] : ["Waiting for Job to complete"];
  },
  "v1/PersistentVolumeClaim": (object) => {
    const phase = textAt(object, "status", "phase");
    return phase === "Bound"
      ? []
      : [`PersistentVolumeClaim is not bound; its phase is ${phase || "unknown"}`];
  },
  "v1/Pod": (object) =>
    isTrue(object, "Ready") || textAt(object, "status", "phase") === "Succeeded"
      ? []
      : ["Waiting for the Pod"],
};

/** What the annotation `pulumi.com/waitFor` asks for: `condition=Ready` or `condition=Ready=False`. */
export function waitedCondition(expression: string): Lacking {
  const [, type = "", status = "True"] = /^condition=([^=]+)(?:=(.+))?$/.exec(expression) ?? [];
  if (!type) {
    throw new Error(`pulumi.com/waitFor: ${expression} is not supported here; only condition=… is`);
  }
  return (object) => {
    const found = conditionOf(object, type);
    const now = found ? `[${textAt(found, "reason")}] ${textAt(found, "message")}` : "it is not set";
    return found?.["status"] === status ? [] : [`Waiting for condition ${type}=${status}: ${now}`];
  };
}

function isObserved(object: KubernetesObject): boolean {
  return numberAt(object, "status", "observedGeneration") >= numberAt(object, "metadata", "generation");
}

function counts(object: KubernetesObject) {
  return {
    updated: numberAt(object, "status", "updatedReplicas"),
    available: numberAt(object, "status", "availableReplicas"),
    all: numberAt(object, "status", "replicas"),
  };
}
