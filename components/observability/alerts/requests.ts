import { argumentsOf } from "../../core/arguments.ts";
import { HTTP_REQUEST_DURATION, HTTP_REQUESTS } from "../metrics.ts";
import { type Alerts, matches } from "./alert.ts";

/** Thresholds for responses. @public */
export interface RequestLimits {
  readonly namespace: string;
  /** Share of 5xx responses, 0 to 1. Default 0.05 (source: howlerops, critical alerts). */
  readonly errorShare?: number;
  /** 95th percentile of response time, in s. Default 1 (source: howlerops, critical alerts). */
  readonly latencyP95Seconds?: number;
  /**
   * Requests per second below which a share of errors is meaningless: a single one at night would be 100 %. Default
   * 0.1.
   */
  readonly leastRequests?: number;
}

/** Users get errors, or wait. */
export function requestAlerts(limits: RequestLimits) {
  argumentsOf("requestAlerts", "", limits);
  const { namespace, errorShare = 0.05, latencyP95Seconds = 1, leastRequests = 0.1 } = limits;
  const within = matches("namespace", namespace);
  const rate = (filter: string) => `sum by (namespace, job) (rate(${HTTP_REQUESTS.name}{${filter}}[5m]))`;
  return {
    HighErrorRate: {
      expr: `${rate(`${within}, status=~"5.."`)} / ${rate(within)} > ${errorShare} and ${rate(within)} > ${leastRequests}`,
      forMinutes: 2,
      severity: "critical",
      summary: "{{ $value | humanizePercentage }} of {{ $labels.job }}'s answers are errors",
      description: `More than ${errorShare * 100} % of the requests to {{ $labels.job }} failed during the last 5 minutes.`,
    },
    HighLatencyP95: {
      expr:
        `histogram_quantile(0.95, sum by (namespace, job, le) (rate(${HTTP_REQUEST_DURATION.name}_bucket{${within}}[5m])))` +
        ` > ${latencyP95Seconds}`,
      forMinutes: 5,
      severity: "critical",
      summary: "{{ $labels.job }} takes {{ $value | humanizeDuration }} (95th percentile)",
      description: `One request in twenty to {{ $labels.job }} waits longer than ${latencyP95Seconds} s.`,
    },
  } satisfies Alerts;
}
