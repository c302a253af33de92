import { UNKNOWN, type Value } from "#graph/model";
import { singleScheduler } from "#policies/kubernetes/availability/single-scheduler";
import { describeRule } from "../../support/rules.ts";
import { deployment, object } from "../../support/workloads.ts";

const COMMAND = "spec.template.spec.containers.0.command";
const BEAT = ["celery", "-A", "shop", "beat"];
const scheduler = (command: Value, changes: Record<string, Value | undefined> = {}) =>
  deployment({
    [COMMAND]: command,
    "spec.replicas": 1,
    "spec.strategy": { type: "Recreate" },
    ...changes,
  });
const ROLLING = { "spec.strategy": { type: "RollingUpdate" } };
const twice = (command: string) =>
  `container "api" is a scheduler (${command}), of which two may run at once [spec.template.spec.containers[0]]`;

describeRule(singleScheduler, {
  passes: {
    "a scheduler that stops before the next one starts": [scheduler(BEAT)],
    "a rollout without a pod more": [
      scheduler(BEAT, { "spec.strategy": { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }),
    ],
    "a worker that only takes jobs": [deployment({ [COMMAND]: ["celery", "-A", "shop", "worker"] })],
  },
  fails: {
    "a rollout that starts a second one": {
      stack: [scheduler(BEAT, ROLLING)],
      findings: [twice("celery -A shop beat")],
    },
    "a worker with a scheduler in it, twice": {
      stack: [scheduler(["sh", "-c", "celery -A shop worker -B"], { "spec.replicas": 2 })],
      findings: [twice("sh -c celery -A shop worker -B")],
    },
    "an autoscaled one": {
      stack: [
        scheduler(["php", "artisan", "schedule:work"], { "spec.replicas": undefined }),
        object("autoscaling/v2:HorizontalPodAutoscaler", {
          spec: { scaleTargetRef: { kind: "Deployment", name: "api" } },
        }),
      ],
      findings: [twice("php artisan schedule:work")],
    },
  },
  unknown: {
    "a command that is not known": {
      stack: [scheduler(UNKNOWN, ROLLING)],
      at: ["spec.template.spec.containers[0].command"],
    },
  },
});
