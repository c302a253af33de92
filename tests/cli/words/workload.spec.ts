import { type Case, testWords } from "./support.ts";

const IMAGE = {
  repository: "eu-docker.pkg.dev/shop/images/backend",
  digest: `sha256:${"9f86d081".repeat(8)}`,
};

const CASES: readonly Case[] = [
  [
    "strata:workload:WebService",
    {
      replicas: { min: 2, max: 10 },
      autoscaling: { targetCpuPercent: 70, scaleDownBelowPercent: 30 },
      requests: { cpuMillis: 250, memoryMiB: 256 },
      limits: { cpuMillis: 1000, memoryMiB: 1024 },
      gpus: { type: "nvidia-l4", count: 2 },
      probes: { liveness: { kind: "tcp", port: 8500 }, readiness: { kind: "http", path: "/ready" } },
      image: IMAGE,
    },
    [
      ["pods", "2 to 10, CPU 70 %, down below 30 %"],
      ["size", "250m to 1 CPU, 256Mi to 1Gi memory, 2 nvidia-l4"],
      ["probes", "live TCP 8500, ready /ready"],
      ["image", "backend@sha256:9f86d081"],
    ],
  ],
  [
    "strata:workload:WebService",
    {
      replicas: { min: 3, max: 3 },
      autoscaling: { targetMemoryPercent: 80, metrics: ["queue"] },
      requests: { cpuMillis: 100, memoryMiB: 64 },
      limits: { memoryMiB: 64 },
      probes: {
        liveness: { kind: "grpc", port: 1 },
        readiness: { kind: "command", command: ["/ready", "now"] },
      },
      image: { repository: "docker.io/library/nginx", tag: "1.25-alpine" },
    },
    [
      ["pods", "3 to 3, memory 80 %, queue"],
      ["size", "100m CPU, 64Mi memory"],
      ["probes", "live gRPC health, ready /ready now"],
      ["image", "nginx:1.25-alpine"],
    ],
  ],
  ["strata:workload:Worker", { replicas: { min: 2, max: 2 } }, [["pods", "2 replicas (fixed)"]]],
  ["strata:workload:Worker", { replicas: { min: 1, max: 1 } }, [["pods", "1 replica (fixed)"]]],
  [
    "strata:workload:CronJob",
    {
      schedule: { cron: "0 3 * * *", timeZone: "Etc/UTC", suspended: false },
      run: { trigger: "schedule", deadlineSeconds: 3600, retries: 2 },
    },
    [
      ["schedule", "0 3 * * * Etc/UTC"],
      ["run", "within 3600 s, 2 retries"],
    ],
  ],
  [
    "strata:workload:CronJob",
    { schedule: { cron: "0 3 * * *", timeZone: "Etc/UTC", suspended: true } },
    [["schedule", "suspended"]],
  ],
  [
    "strata:workload:Job",
    { run: { trigger: "change", deadlineSeconds: 600, retries: 0 } },
    [["run", "once a change, within 600 s, 0 retries"]],
  ],
  [
    "strata:workload:ScheduledScaling",
    {
      scheduledReplicas: [
        { name: "morning", min: 6, cron: "30 7 * * 1-5", timeZone: "Etc/UTC" },
        { name: "evening", min: 2, cron: "0 20 * * *", timeZone: "Etc/UTC" },
      ],
    },
    [
      ["morning", "6 pods from 30 7 * * 1-5"],
      ["evening", "2 pods from 0 20 * * *"],
    ],
  ],
];

describe("cli/words/workload", () => {
  testWords(CASES);
});
