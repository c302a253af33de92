import { DATABASE_QUERY_DURATION, HTTP_REQUEST_DURATION, HTTP_REQUESTS } from "../metrics.ts";
import { type Alerts, matches } from "./alert.ts";

/** Service level objectives. */
export interface ServiceLevelObjectives {
  readonly namespace: string;
  /** Share of requests that succeed over 30 days. Default 0.999 (source: howlerops, availability). */
  readonly availability?: number;
  /** 95th percentile of a service's response time, in s. Default 0.2 (source: howlerops, performance targets). */
  readonly latencyP95Seconds?: number;
  /** 95th percentile of query duration, in s. Default 0.05 (source: howlerops, performance targets). */
  readonly queryP95Seconds?: number;
}

/**
 * Alerts on objectives instead of incidents: the burn rate of the monthly error budget, and targets missed for half an
 * hour. Rates and windows are those of the Site Reliability Workbook, chapter 5: at 14.4 times the allowed rate 2 % of
 * the budget is spent in an hour, at 6 times 5 % in six hours; the short window resolves the alert soon after the
 * errors stop.
 */
export function serviceLevelAlerts(objectives: ServiceLevelObjectives) {
  const { namespace, availability = 0.999, latencyP95Seconds = 0.2, queryP95Seconds = 0.05 } = objectives;
  const within = matches("namespace", namespace);
  const allowed = Number((1 - availability).toPrecision(3));
  const errors = (window: string) => {
    const rate = (filter: string) =>
      `sum by (namespace, job) (rate(${HTTP_REQUESTS.name}{${filter}}[${window}]))`;
    return `${rate(`${within}, status=~"5.."`)} / ${rate(within)}`;
  };
  const burns = (times: number, long: string, short: string) => {
    const limit = Number((times * allowed).toPrecision(3));
    return `${errors(long)} > ${limit} and ${errors(short)} > ${limit}`;
  };
  const p95 = (metric: string, by: string) =>
    `histogram_quantile(0.95, sum by (${by}, le) (rate(${metric}_bucket{${within}}[30m])))`;
  return {
    ErrorBudgetBurnsFast: {
      expr: burns(14.4, "1h", "5m"),
      forMinutes: 2,
      severity: "critical",
      summary: "{{ $labels.job }} uses up a month's errors in two days",
      description: `{{ $value | humanizePercentage }} of the last hour's requests failed; ${availability * 100} % are to succeed.`,
    },
    ErrorBudgetBurnsSlowly: {
      expr: burns(6, "6h", "30m"),
      forMinutes: 15,
      severity: "warning",
      summary: "{{ $labels.job }} uses up a month's errors in five days",
      description: `{{ $value | humanizePercentage }} of the last six hours' requests failed; ${availability * 100} % are to succeed.`,
    },
    LatencyAboveTarget: {
      expr: `${p95(HTTP_REQUEST_DURATION.name, "namespace, job")} > ${latencyP95Seconds}`,
      forMinutes: 30,
      severity: "warning",
      summary: "{{ $labels.job }} takes {{ $value | humanizeDuration }} (95th percentile)",
      description: `The target of ${latencyP95Seconds * 1000} ms is missed for half an hour.`,
    },
    QueriesAboveTarget: {
      expr: `${p95(DATABASE_QUERY_DURATION.name, "namespace, job")} > ${queryP95Seconds}`,
      forMinutes: 30,
      severity: "warning",
      summary: "Queries of {{ $labels.job }} take {{ $value | humanizeDuration }} (95th percentile)",
      description: `The target of ${queryP95Seconds * 1000} ms is missed for half an hour.`,
    },
  } satisfies Alerts;
}
