/**
 * Metrics that services expose. Names, labels and buckets are defined only here: alerts and dashboards use them, and a
 * service's metrics can be compared with them.
 */
export interface Metric {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, in s. */
  readonly buckets?: readonly number[];
  readonly help: string;
}

/** Source: nextjs, performance metrics. Status is a number such as 200; route a template, never a path with ids. */
export const HTTP_REQUESTS = {
  name: "http_requests_total",
  type: "counter",
  labels: ["method", "route", "status"],
  help: "Requests answered",
} as const satisfies Metric;

/**
 * Source: nextjs, performance metrics. Bounds of 0.05 and 0.2 s are added to the documented ones: without them values
 * between 0.1 and 0.5 s, where the targets for the API (0.2 s) and assets are, cannot be distinguished.
 */
export const HTTP_REQUEST_DURATION = {
  name: "http_request_duration_seconds",
  type: "histogram",
  labels: ["method", "route"],
  buckets: [0.05, 0.1, 0.2, 0.5, 1, 2, 5],
  help: "Time from the first byte of a request to the last byte of its answer",
} as const satisfies Metric;

/** Source: nextjs, performance metrics. */
export const DATABASE_QUERY_DURATION = {
  name: "db_query_duration_seconds",
  type: "histogram",
  labels: ["operation"],
  buckets: [0.01, 0.05, 0.1, 0.5, 1],
  help: "Time from asking the pool for a connection to the last row",
} as const satisfies Metric;

/** Source: howlerops, critical alerts (database connection failures). */
export const DATABASE_CONNECTION_ERRORS = {
  name: "db_connection_errors_total",
  type: "counter",
  labels: [],
  help: "Connections that could not be opened, or not within the pool's time",
} as const satisfies Metric;

/** Source: howlerops, data layer (asynchronous, every 5 s). */
export const REPLICATION_LAG = {
  name: "db_replication_lag_seconds",
  type: "gauge",
  labels: ["replica"],
  help: "Age of the newest change of the primary that a replica does not have yet",
} as const satisfies Metric;

/** Source: howlerops, collected metrics (business: user signups). */
export const SIGNUPS = {
  name: "user_signups_total",
  type: "counter",
  labels: [],
  help: "Accounts opened",
} as const satisfies Metric;

/** Source: howlerops, collected metrics (database: connection pool). */
export const DATABASE_CONNECTIONS = {
  name: "db_connections",
  type: "gauge",
  labels: ["state"],
  help: "Connections of the pool by state: open, idle or waited for",
} as const satisfies Metric;

/** Source: nextjs, async processing (job queues, background workers). */
export const JOBS_WAITING = {
  name: "jobs_waiting",
  type: "gauge",
  labels: ["queue"],
  help: "Jobs in a queue that no worker has taken yet",
} as const satisfies Metric;

export const METRICS = [
  HTTP_REQUESTS,
  HTTP_REQUEST_DURATION,
  DATABASE_QUERY_DURATION,
  DATABASE_CONNECTION_ERRORS,
  REPLICATION_LAG,
  SIGNUPS,
  DATABASE_CONNECTIONS,
  JOBS_WAITING,
] as const;
