import { type Node, UNKNOWN, type Value } from "#graph/model";
import { scheduledReplicas } from "#policies/capacity/scheduled-replicas";
import { inShop } from "../support/capacity.ts";
import { describeRule } from "../support/rules.ts";

const autoscaler = (maxReplicas: Value, name = "api") =>
  inShop("autoscaling/v2:HorizontalPodAutoscaler", name, { maxReplicas });

function step(minReplicas: number): Node {
  const args = [
    "patch",
    "horizontalpodautoscaler",
    "api",
    "--namespace=shop",
    "--type=merge",
    `--patch={"spec":{"minReplicas":${minReplicas}}}`,
  ];
  const spec = { containers: [{ name: "step", command: ["kubectl"], args }] };
  return inShop("batch/v1:CronJob", "morning", { jobTemplate: { spec: { template: { spec } } } });
}

const scaled = (desiredReplicas: string) =>
  inShop("keda.sh/v1alpha1:ScaledObject", "queue", {
    maxReplicaCount: 4,
    triggers: [{ type: "cron", metadata: { desiredReplicas } }],
  });

const AT = "spec.jobTemplate.spec.template.spec.containers[0].args[5]";

describe("D5 scheduled minimums", () => {
  describeRule(scheduledReplicas, {
    passes: {
      "a step within the maximum": [autoscaler(4), step(4)],
      "a step of another autoscaler": [autoscaler(4, "web"), step(50)],
      "a job that patches nothing": [
        inShop("batch/v1:CronJob", "report", {
          jobTemplate: { spec: { template: { spec: { containers: [{ args: ["a"] }] } } } },
        }),
      ],
      "a schedule of KEDA": [scaled("4")],
    },
    fails: {
      "a step beyond the maximum": {
        stack: [autoscaler(4), step(50)],
        findings: [`it sets at least 50 pods, and the autoscaler "api" allows at most 4 [${AT}]`],
      },
      "a schedule of KEDA beyond its maximum": {
        stack: [scaled("50")],
        findings: [
          'it sets at least 50 pods, and the autoscaler "queue" allows at most 4 [spec.triggers[0].metadata.desiredReplicas]',
        ],
      },
    },
    unknown: {
      "a maximum that is not known": { stack: [autoscaler(UNKNOWN), step(4)], at: ["spec.maxReplicas"] },
    },
  });
});
