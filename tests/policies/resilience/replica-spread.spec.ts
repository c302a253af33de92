import { UNKNOWN } from "#graph/model";
import { replicaSpread } from "#policies/resilience/replica-spread";
import { describeRule } from "../support/rules.ts";
import { deployment, pod } from "../support/workloads.ts";

const CONSTRAINTS = "topologySpreadConstraints";
const SAYS = [`the pods have no spread over nodes or zones [spec.template.spec.${CONSTRAINTS}]`];
const TERM = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "api" } } };

describeRule(replicaSpread, {
  passes: {
    "pods spread over zones": [deployment()],
    "pods kept apart": [
      pod({
        [CONSTRAINTS]: undefined,
        "affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution": [
          { weight: 100, podAffinityTerm: TERM },
        ],
      }),
    ],
    "a single pod": [deployment({ "spec.replicas": 1, [`spec.template.spec.${CONSTRAINTS}`]: undefined })],
  },
  fails: {
    "pods that may share a node": { stack: [pod({ [CONSTRAINTS]: undefined })], findings: SAYS },
    "a constraint that misses the pods": {
      stack: [pod({ [`${CONSTRAINTS}.0.labelSelector.matchLabels.app`]: "web" })],
      findings: SAYS,
    },
    "a constraint over something else": {
      stack: [pod({ [`${CONSTRAINTS}.0.topologyKey`]: "example.com/rack" })],
      findings: SAYS,
    },
  },
  unknown: {
    "constraints that are not known": {
      stack: [pod({ [CONSTRAINTS]: UNKNOWN })],
      at: [`spec.template.spec.${CONSTRAINTS}`],
    },
  },
});
