import { argumentsOf } from "../../core/arguments.ts";
import { DATABASE_CONNECTION_ERRORS, DATABASE_QUERY_DURATION, REPLICATION_LAG } from "../metrics.ts";
import { type Alerts, matches } from "./alert.ts";

/** Thresholds for a database, as seen by its services. */
export interface DatabaseLimits {
  readonly namespace: string;
  /** 95th percentile of query duration, in s. Default 0.5 (source: howlerops, warning alerts). */
  readonly slowQuerySeconds?: number;
  /** Default 5 (source: howlerops, data layer). */
  readonly replicationLagSeconds?: number;
}

/** The database is unreachable or slow, or its replicas are behind. */
export function databaseAlerts(limits: DatabaseLimits) {
  argumentsOf("databaseAlerts", "", limits);
  const { namespace, slowQuerySeconds = 0.5, replicationLagSeconds = 5 } = limits;
  const within = matches("namespace", namespace);
  return {
    DatabaseConnectionFailures: {
      expr: `sum by (namespace, job) (increase(${DATABASE_CONNECTION_ERRORS.name}{${within}}[5m])) > 0`,
      forMinutes: 1,
      severity: "critical",
      summary: "{{ $labels.job }} cannot connect to its database",
      description: "{{ $value | humanize }} connections failed during the last 5 minutes.",
    },
    SlowQueries: {
      expr:
        `histogram_quantile(0.95, sum by (namespace, job, operation, le) ` +
        `(rate(${DATABASE_QUERY_DURATION.name}_bucket{${within}}[5m]))) > ${slowQuerySeconds}`,
      forMinutes: 5,
      severity: "warning",
      summary:
        "{{ $labels.operation }} of {{ $labels.job }} takes {{ $value | humanizeDuration }} (95th percentile)",
      description: `One query in twenty of {{ $labels.operation }} takes longer than ${slowQuerySeconds} s.`,
    },
    ReplicationLag: {
      expr: `max by (namespace, replica) (${REPLICATION_LAG.name}{${within}}) > ${replicationLagSeconds}`,
      forMinutes: 2,
      severity: "warning",
      summary: "{{ $labels.replica }} is {{ $value | humanizeDuration }} behind",
      description:
        "Readers near {{ $labels.replica }} see old data, and a failover to it would lose what is missing.",
    },
  } satisfies Alerts;
}
