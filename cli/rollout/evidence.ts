import type { Kind } from "./cluster/api.ts";

/** Kinds that judging reads besides the objects of the plan, for reasons and for what a release consists of. */
export const EVIDENCE = {
  daemonSet: { apiVersion: "apps/v1", kind: "DaemonSet" },
  deployment: { apiVersion: "apps/v1", kind: "Deployment" },
  endpointSlice: { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" },
  event: { apiVersion: "v1", kind: "Event" },
  namespace: { apiVersion: "v1", kind: "Namespace" },
  pod: { apiVersion: "v1", kind: "Pod" },
  replicaSet: { apiVersion: "apps/v1", kind: "ReplicaSet" },
  statefulSet: { apiVersion: "apps/v1", kind: "StatefulSet" },
} as const satisfies Readonly<Record<string, Kind>>;
