import { type ClusterApi, UnservedKind } from "../cluster/api.ts";
import { conditionOf, type LiveObject, nameOf, newestFirst, recordAt, textAt } from "../cluster/live.ts";
import { type ExpectedObject, RELEASE } from "../expected.ts";
import { judgeAutoscaler } from "./autoscaler.ts";
import { judgeClaim } from "./claims.ts";
import { judgeCustomResource } from "./custom.ts";
import { done, type Judge, type Verdict, waiting } from "./judge.ts";
import { judgeService } from "./network.ts";
import { judgeRelease } from "./release.ts";
import { judgeCronJob, judgeJob } from "./runs.ts";
import { judgeDaemonSet, judgeDeployment, judgeStatefulSet } from "./workloads.ts";

/** Judges of Kubernetes' own kinds; every other kind is a custom resource. */
const JUDGES: Readonly<Record<string, Judge>> = {
  "v1/Namespace": (live) =>
    textAt(live, "status", "phase") === "Terminating" ? waiting("is being deleted") : done("active"),
  "v1/PersistentVolumeClaim": judgeClaim,
  "v1/Service": judgeService,
  "apps/v1/DaemonSet": judgeDaemonSet,
  "apps/v1/Deployment": judgeDeployment,
  "apps/v1/StatefulSet": judgeStatefulSet,
  "autoscaling/v2/HorizontalPodAutoscaler": judgeAutoscaler,
  "batch/v1/CronJob": judgeCronJob,
  "batch/v1/Job": judgeJob,
  "apiextensions.k8s.io/v1/CustomResourceDefinition": (live) => {
    const established = conditionOf(live, "Established");
    return established?.status === "True"
      ? done("established")
      : waiting("is not established", [established?.message ?? ""]);
  },
};

/** Judges an object of the plan by what the cluster knows of it. @throws ClusterError */
export async function judgeObject(expected: ExpectedObject, api: ClusterApi): Promise<Verdict> {
  const { apiVersion, kind } = expected;
  if (apiVersion === RELEASE.apiVersion && kind === RELEASE.kind) {
    return judgeRelease(expected, api);
  }
  try {
    const live = await findLive(expected, api);
    if (!live) {
      return isCleanedUp(expected) ? done("not there; finished ones are deleted") : waiting("does not exist");
    }
    const judge = JUDGES[`${apiVersion}/${kind}`] ?? judgeCustomResource;
    return await judge(live, expected, api);
  } catch (error) {
    if (error instanceof UnservedKind) {
      return waiting("does not exist", [error.message]);
    }
    throw error;
  }
}

/** The object by its name; one that the provider named by its labels and logical name, the newest if there are several. */
async function findLive(expected: ExpectedObject, api: ClusterApi): Promise<LiveObject | undefined> {
  const { namespace, name, logicalName, inputs } = expected;
  if (name !== undefined) {
    return api.get(expected, namespace, name);
  }
  const labels = Object.entries(recordAt(inputs, "metadata", "labels"))
    .filter(([, value]) => typeof value === "string")
    .map(([key, value]) => `${key}=${value}`);
  const found = await api.list(expected, {
    namespace: namespace ?? "default",
    ...(labels.length > 0 ? { labelSelector: labels.join(",") } : {}),
  });
  return newestFirst(found.filter((live) => nameOf(live).replace(/-[0-9a-f]{8}$/, "") === logicalName))[0];
}

/** A Job that is deleted some time after its end may be gone, unlike everything else. */
function isCleanedUp({ kind, apiVersion, inputs }: ExpectedObject): boolean {
  return apiVersion === "batch/v1" && kind === "Job" && "ttlSecondsAfterFinished" in recordAt(inputs, "spec");
}
