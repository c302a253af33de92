import { JOBS_WAITING } from "../metrics.ts";
import { type Alerts, matches } from "./alert.ts";

/** Limits for queues of jobs. @public */
export interface QueueLimits {
  readonly namespace: string;
  /** Jobs that may wait. Default 100: some minutes of work for one worker. */
  readonly waiting?: number;
}

/** Workers do not keep up, or do not run. Source: nextjs, async processing. */
export function queueAlerts({ namespace, waiting = 100 }: QueueLimits) {
  const depth = `max by (namespace, queue) (${JOBS_WAITING.name}{${matches("namespace", namespace)}})`;
  return {
    QueueBacklog: {
      // A pile that shrinks is being dealt with.
      expr: `${depth} > ${waiting} and ${depth} >= ${depth.replace("})", "} offset 10m)")}`,
      forMinutes: 5,
      severity: "warning",
      summary: "{{ $value | humanize }} jobs wait in {{ $labels.queue }}",
      description: "Workers take fewer jobs than come in, and have for 15 minutes.",
    },
  } satisfies Alerts;
}
