import type { KubernetesApi } from "../../cluster/api/client.ts";
import { type KubernetesObject, nameOf, textAt } from "../../cluster/api/object.ts";
import { isAnnotated } from "../object/annotations.ts";
import { NotReady } from "./not-ready.ts";
import { reasonsOfPods } from "./pods.ts";
import { ROLLOUTS } from "./rollout.ts";
import { endpointsOf, isService, NO_PODS, waitsForPods } from "./service.ts";

/**
 * What an object that is read still lacks, as a refresh reports it. The real provider judges workloads, Pods and Services
 * so, and forgets the condition of a `waitFor`. Source: pulumi-kubernetes, await/await.go, Read.
 *
 * @throws NotReady with the reasons in words
 */
export async function assertReady(api: KubernetesApi, live: KubernetesObject): Promise<void> {
  const id = `${textAt(live, "apiVersion")}/${textAt(live, "kind")}`;
  if (isAnnotated(live, "skipAwait")) {
    return;
  }
  const complaint = `Resource '${nameOf(live)}' was created but failed to initialize`;
  if (isService(live)) {
    if (waitsForPods(live) && (await endpointsOf(api, live)).pending > 0) {
      throw new NotReady(live, [NO_PODS], complaint);
    }
    return;
  }
  const reasons = id === "v1/PersistentVolumeClaim" ? [] : lackingOf(id, live);
  if (reasons.length > 0) {
    throw new NotReady(live, [...reasons, ...(await reasonsOfPods(api, live))], complaint);
  }
}

function lackingOf(id: string, live: KubernetesObject): readonly string[] {
  try {
    return ROLLOUTS[id]?.(live) ?? [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
