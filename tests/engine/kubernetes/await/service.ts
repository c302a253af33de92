import type { KubernetesApi } from "../../cluster/api/client.ts";
import {
  type KubernetesObject,
  listAt,
  member,
  nameOf,
  namespaceOf,
  recordAt,
  referenceOf,
  textAt,
} from "../../cluster/api/object.ts";
import { TIME_SCALE } from "../object/annotations.ts";
import type { Deadline } from "./deadline.ts";
import { NotReady } from "./not-ready.ts";

/** The real provider's words. */
export const NO_PODS =
  "Service does not target any Pods. Selected Pods may not be ready, or field '.spec.selector' may not match labels on any Pods";

/** How long after the last change of its endpoints a Service counts as settled: ten seconds. */
const SETTLE_SECONDS = 10 * TIME_SCALE;

/**
 * A Service is ready once its endpoints have settled and none of them is not ready: one without any pod is, too. Source:
 * pulumi-kubernetes, await/service.go.
 */
export async function untilServed(
  api: KubernetesApi,
  service: KubernetesObject,
  deadline: Deadline,
): Promise<KubernetesObject> {
  if (!waitsForPods(service)) {
    return service;
  }
  let changedAt = Date.now();
  let last = "";
  while (!deadline.signal.aborted) {
    const { ready, pending } = await endpointsOf(api, service);
    const now = `${ready} ${pending}`;
    if (now !== last) {
      [last, changedAt] = [now, Date.now()];
    }
    if (pending === 0 && Date.now() - changedAt >= SETTLE_SECONDS * 1000) {
      return api.read(referenceOf(service));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if ((await endpointsOf(api, service)).pending === 0) {
    return service;
  }
  throw new NotReady(service, [NO_PODS]);
}

/** A Service that is headless, has no selector or is a name outside is ready as it is. */
export function waitsForPods(service: KubernetesObject): boolean {
  return (
    Object.keys(recordAt(service, "spec", "selector")).length > 0 &&
    textAt(service, "spec", "type") !== "ExternalName" &&
    textAt(service, "spec", "clusterIP") !== "None"
  );
}

export async function endpointsOf(api: KubernetesApi, service: KubernetesObject) {
  const slices = await api.list(
    { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" },
    {
      namespace: namespaceOf(service),
      labelSelector: `kubernetes.io/service-name=${nameOf(service)}`,
    },
  );
  const endpoints = slices.flatMap((slice) => listAt(slice, "endpoints"));
  const ready = endpoints.filter((endpoint) => member(endpoint, "conditions", "ready") === true).length;
  return { ready, pending: endpoints.length - ready };
}

export function isService({ apiVersion, kind }: KubernetesObject): boolean {
  return apiVersion === "v1" && kind === "Service";
}
