import { type Node, UNKNOWN, type Values } from "#graph/model";
import { autoscaledWorkload } from "#policies/claims/autoscaled-workload";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

function object(type: string, name: string, spec: Values): Node {
  return resource(`kubernetes:${type}`, { metadata: { name, namespace: "shop" }, spec }, { name });
}

const horizontal = (name: string, kind = "Deployment") =>
  object("autoscaling/v2:HorizontalPodAutoscaler", name, { scaleTargetRef: { kind, name: "api" } });
const SCALED = object("keda.sh/v1alpha1:ScaledObject", "queue", { scaleTargetRef: { name: "api" } });
const vertical = (updateMode: Values) =>
  object("autoscaling.k8s.io/v1:VerticalPodAutoscaler", "size", {
    targetRef: { kind: "Deployment", name: "api" },
    updatePolicy: updateMode,
  });
const taken = (by: string, at: string) =>
  `the number or size of the pods of "api" is claimed by ${by} already [${at}]`;

describeRule(autoscaledWorkload, {
  passes: {
    "an autoscaler for each workload": [horizontal("a"), horizontal("b", "StatefulSet")],
    "a vertical one that recommends": [horizontal("a"), vertical({ updateMode: "Off" })],
  },
  fails: {
    "two autoscalers": {
      stack: [horizontal("a"), horizontal("b")],
      findings: [taken("a", "spec.scaleTargetRef.name")],
    },
    "one of KEDA beside one of the cluster": {
      stack: [horizontal("a"), SCALED],
      findings: [taken("a", "spec.scaleTargetRef.name")],
    },
    "a vertical one beside a horizontal one": {
      stack: [horizontal("a"), vertical({ updateMode: "Recreate" })],
      findings: [taken("a", "spec.targetRef.name")],
    },
  },
  unknown: {
    "what a vertical one does": {
      stack: [horizontal("a"), vertical({ updateMode: UNKNOWN })],
      at: ["spec.updatePolicy.updateMode"],
    },
  },
});
