import { UNKNOWN } from "#graph/model";
import { rollout } from "#policies/kubernetes/availability/rollout";
import { describeRule } from "../../support/rules.ts";
import { deployment } from "../../support/workloads.ts";

const UNAVAILABLE = "spec.strategy.rollingUpdate.maxUnavailable";
const SURGE = "spec.strategy.rollingUpdate.maxSurge";

describeRule(rollout, {
  passes: {
    "one pod more and none less": [deployment()],
    percentages: [deployment({ [UNAVAILABLE]: "0%", [SURGE]: "25%" })],
    "a single pod on a disk": [deployment({ "spec.strategy": { type: "Recreate" }, "spec.replicas": 1 })],
  },
  fails: {
    "the platform's default": {
      stack: [deployment({ "spec.strategy": undefined })],
      findings: [`maxUnavailable is 25% (the default) during a rollout [${UNAVAILABLE}]`],
    },
    "fewer pods while it runs": {
      stack: [deployment({ [UNAVAILABLE]: 1, [SURGE]: 0 })],
      findings: [
        `maxSurge is 0: a rollout cannot start a pod before it stops one [${SURGE}]`,
        `maxUnavailable is 1 during a rollout [${UNAVAILABLE}]`,
      ],
    },
    "a stop of all pods": {
      stack: [deployment({ "spec.strategy": { type: "Recreate" } })],
      findings: ["all pods are stopped before a new one starts [spec.strategy.type]"],
    },
  },
  unknown: {
    "a number that is not known": { stack: [deployment({ [UNAVAILABLE]: UNKNOWN })], at: [UNAVAILABLE] },
  },
});
