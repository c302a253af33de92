import type { AutoscalingFact, ImageFact, ProbeFact } from "#graph/facts/workload";
import { plural } from "../shared/terminal/text.ts";
import { type Row, row, rows, type Words } from "./row.ts";
import { span } from "./text.ts";

/** Workloads: schedule, replicas, size. */
export const WORKLOAD: readonly Row[] = [
  row("schedule", "schedule", ({ cron, timeZone, suspended }) =>
    suspended ? "suspended" : `${cron} ${timeZone}`,
  ),
  row("run", "run", ({ trigger, deadlineSeconds, retries }) => {
    const when = trigger === "change" ? "once a change, " : "";
    return `${when}within ${deadlineSeconds} s, ${retries} retries`;
  }),
  rows("scheduledReplicas", (steps) =>
    steps.map(({ name, min, cron }): Words => [name, `${min} pods from ${cron}`]),
  ),
  row(
    "replicas",
    "pods",
    ({ min, max }, { autoscaling }) =>
      autoscaling || min !== max
        ? [`${min} to ${max}`, ...(autoscaling ? metrics(autoscaling) : [])].join(", ")
        : `${plural(min, "replica")} (fixed)`,
    { including: ["autoscaling"] },
  ),
  row(
    "requests",
    "size",
    (requests, { limits, gpus }) => {
      const cpu = span(cores(requests.cpuMillis), cores(limits?.cpuMillis ?? requests.cpuMillis));
      const memory = span(bytes(requests.memoryMiB), bytes(limits?.memoryMiB ?? requests.memoryMiB));
      return [`${cpu} CPU`, `${memory} memory`, ...(gpus ? [`${gpus.count} ${gpus.type}`] : [])].join(", ");
    },
    { including: ["limits", "gpus"] },
  ),
  row("probes", "probes", ({ liveness, readiness }) => `live ${probe(liveness)}, ready ${probe(readiness)}`),
  row("image", "image", image),
];

function metrics(fact: AutoscalingFact): string[] {
  const { targetCpuPercent: cpu, targetMemoryPercent: memory, scaleDownBelowPercent: lower } = fact;
  return [
    ...(cpu === undefined ? [] : [`CPU ${cpu} %`]),
    ...(memory === undefined ? [] : [`memory ${memory} %`]),
    ...(fact.metrics ?? []),
    ...(lower === undefined ? [] : [`down below ${lower} %`]),
  ];
}

/** `500m`, or `2` for whole cores. */
function cores(millis: number): string {
  return millis % 1000 === 0 ? `${millis / 1000}` : `${millis}m`;
}

/** `256Mi`, or `1Gi` for whole GiB. */
function bytes(mebibytes: number): string {
  return mebibytes > 0 && mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

function probe(fact: ProbeFact): string {
  switch (fact.kind) {
    case "http":
      return fact.path;
    case "grpc":
      return "gRPC health";
    case "tcp":
      return `TCP ${fact.port}`;
    case "command":
      return fact.command.join(" ");
  }
}

/** Number of hexadecimal digits shown of a digest: enough to distinguish images. */
const DIGEST_DIGITS = 8;

/** `backend@sha256:9f86d081`, `nginx:1.25-alpine`. */
function image({ repository, digest, tag }: ImageFact): string {
  const name = repository.slice(repository.lastIndexOf("/") + 1);
  const [algorithm, digits = ""] = digest?.split(":") ?? [];
  const short = algorithm === undefined ? "" : `@${algorithm}:${digits.slice(0, DIGEST_DIGITS)}`;
  return `${name}${tag === undefined ? "" : `:${tag}`}${short}`;
}
