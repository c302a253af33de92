import { type Node, UNKNOWN, type Values } from "#graph/model";
import { scaledRateLimit } from "#policies/kubernetes/network/scaled-rate-limit";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";
import { object } from "../../support/workloads.ts";

const limit = (rate: string, scale = true): Node =>
  object("k8s.nginx.org/v1:Policy", { spec: { rateLimit: { rate, scale } } });
const release = (controller: Values, chart = "oci://ghcr.io/nginx/charts/nginx-ingress"): Node =>
  resource("kubernetes:helm.sh/v3:Release", { chart, values: { controller } }, { name: "nginx" });
const SIX = release({ autoscaling: { enabled: true, maxReplicas: 6 } });
const annotated = (rate: string): Node =>
  resource("kubernetes:networking.k8s.io/v1:Ingress", {
    metadata: { annotations: { "nginx.org/limit-req-scale": "true", "nginx.org/limit-req-rate": rate } },
  });

describeRule(scaledRateLimit, {
  passes: {
    "a request for each pod": [limit("6r/m"), SIX],
    "a small rate in seconds, which becomes one in minutes": [limit("1r/s"), SIX],
    "a rate that each pod allows whole": [limit("5r/m", false), SIX],
    "a fixed number of pods": [limit("5r/m"), release({ replicaCount: 3 })],
    "a controller of another kind": [limit("5r/m"), release({ replicaCount: 30 }, "traefik")],
  },
  fails: {
    "a rate below the number of pods": {
      stack: [limit("5r/m"), SIX],
      findings: ["5r/m is 0 on each of up to 6 pods of nginx [spec.rateLimit.rate]"],
    },
    "the same of an Ingress": {
      stack: [annotated("5r/m"), SIX],
      findings: [
        '5r/m is 0 on each of up to 6 pods of nginx [metadata.annotations["nginx.org/limit-req-rate"]]',
      ],
    },
  },
  unknown: {
    "a number of pods that is not known": {
      stack: [limit("5r/m"), release({ autoscaling: { enabled: true, maxReplicas: UNKNOWN } })],
      at: ["values.controller.autoscaling.maxReplicas"],
    },
  },
});
