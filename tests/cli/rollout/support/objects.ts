import type { LiveObject } from "#cli/rollout/cluster/live";
import type { Values } from "#graph/model";
import { expected, live } from "./cluster.ts";

export const LABELS = { "app.kubernetes.io/name": "api" };
export const TEMPLATE = { spec: { containers: [{ name: "api", image: "example/api:v2" }] } };

export function deployment(status: Values, spec: Values = {}): LiveObject {
  return live("apps/v1", "Deployment", "api", {
    spec: { replicas: 3, selector: { matchLabels: LABELS }, template: TEMPLATE, ...spec },
    status: { observedGeneration: 2, ...status },
  });
}

export const ARRIVED = { replicas: 3, updatedReplicas: 3, availableReplicas: 3 };
export const PLANNED = expected("apps/v1", "Deployment", "api", {
  spec: { replicas: 3, template: TEMPLATE },
});

export function pod(name: string, status: Values): LiveObject {
  return live("v1", "Pod", name, { metadata: { name, labels: LABELS }, status });
}

export const condition = (type: string, status: string, reason = "", message = "", more: Values = {}) => ({
  type,
  status,
  reason,
  message,
  ...more,
});
