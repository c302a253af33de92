import { type Node, UNKNOWN, type Value } from "#graph/model";
import { autoscaledReplicas } from "#policies/kubernetes/availability/autoscaled-replicas";
import { changed } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";
import { deployment, object } from "../../support/workloads.ts";

const API = deployment();

function autoscaler(name: Value, kind = "Deployment"): Node {
  return object("autoscaling/v2:HorizontalPodAutoscaler", {
    spec: { scaleTargetRef: { kind, name }, minReplicas: 2, maxReplicas: 10 },
  });
}

const SAYS = "replicas is 2, but an autoscaler decides the number of pods [spec.replicas]";

describeRule(autoscaledReplicas, {
  passes: {
    "replicas without an autoscaler": [API],
    "an autoscaler without replicas": [deployment({ "spec.replicas": undefined }), autoscaler("api")],
    "an autoscaler of another workload": [API, autoscaler("web")],
    "an autoscaler of another kind of that name": [API, autoscaler("api", "StatefulSet")],
    "an autoscaler in another namespace": [API, changed(autoscaler("api"), "metadata.namespace", "other")],
  },
  fails: {
    "replicas under an autoscaler": { stack: [API, autoscaler("api")], findings: [SAYS] },
    "an autoscaler of a workload that the cloud has yet to name": {
      stack: [
        deployment({ "metadata.name": undefined }),
        { ...autoscaler(UNKNOWN), propertyDependencies: { spec: [API.urn] } },
      ],
      findings: [SAYS],
    },
  },
  unknown: {
    "an autoscaler whose target is not known": {
      stack: [API, autoscaler(UNKNOWN)],
      at: ["spec.scaleTargetRef.name"],
    },
    "replicas that are not known": {
      stack: [deployment({ "spec.replicas": UNKNOWN }), autoscaler("api")],
      at: ["spec.replicas"],
    },
  },
});
