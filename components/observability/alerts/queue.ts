import { argumentsOf } from "../../core/arguments.ts";
import { JOBS_WAITING } from "../metrics.ts";
import { type Alerts, matches } from "./alert.ts";

/** Thresholds for job queues. @public */
export interface QueueLimits {
  readonly namespace: string;
  /** Maximum number of waiting jobs. Default 100: some minutes of work for one worker. */
  readonly waiting?: number;
}

/** Workers do not keep up, or are not running. Source: nextjs, async processing. */
export function queueAlerts(limits: QueueLimits) {
  argumentsOf("queueAlerts", "", limits);
  const { namespace, waiting = 100 } = limits;
  const depth = `max by (namespace, queue) (${JOBS_WAITING.name}{${matches("namespace", namespace)}})`;
  return {
    QueueBacklog: {
      // A shrinking queue is being worked off.
      expr: `${depth} > ${waiting} and ${depth} >= ${depth.replace("})", "} offset 10m)")}`,
      forMinutes: 5,
      severity: "warning",
      summary: "{{ $value | humanize }} jobs wait in {{ $labels.queue }}",
      description: "Workers take fewer jobs than come in, and have for 15 minutes.",
    },
  } satisfies Alerts;
}
