/** A stretch of metrics and which alerts come of it. */
export interface AlertCase {
  readonly alert: string;
  /** In words, after "fires" or "stays quiet". */
  readonly when: string;
  /** Series and their values, one a minute, as promtool writes them: `0+60x10` starts at 0 and grows by 60 ten times. */
  readonly series: Readonly<Record<string, string>>;
  /** When to look. */
  readonly minutes: number;
  /** Labels of the alerts that fire then, besides the severity. */
  readonly fires: readonly Readonly<Record<string, string>>[];
}

const pod = 'namespace="shop", pod="backend-1"';
const container = `${pod}, container="backend"`;
const requests = (status: number) =>
  `http_requests_total{namespace="shop", job="backend", status="${status}"}`;
const bucket = (metric: string, le: string, more = "") =>
  `${metric}_bucket{namespace="shop", job="backend"${more}, le="${le}"}`;
const hpa = 'namespace="shop", horizontalpodautoscaler="backend"';
const dump = 'namespace="shop", cronjob="dump"';
const operation = ', operation="select"';
const backend = { namespace: "shop", job: "backend" };
const onePod = { namespace: "shop", pod: "backend-1" };

export const CASES: readonly AlertCase[] = [
  {
    alert: "HighErrorRate",
    when: "when one answer in ten is an error",
    series: { [requests(200)]: "0+540x15", [requests(500)]: "0+60x15" },
    minutes: 10,
    fires: [backend],
  },
  {
    alert: "HighErrorRate",
    when: "at 4 %",
    series: { [requests(200)]: "0+576x15", [requests(503)]: "0+24x15" },
    minutes: 10,
    fires: [],
  },
  {
    alert: "HighErrorRate",
    when: "when callers make the mistakes",
    series: { [requests(200)]: "0+300x15", [requests(404)]: "0+300x15" },
    minutes: 10,
    fires: [],
  },
  {
    alert: "HighErrorRate",
    when: "for the only request of a quiet night",
    series: { [requests(500)]: "0 0 0 0 0 0 1 1 1 1 1 1 1 1 1" },
    minutes: 9,
    fires: [],
  },
  {
    alert: "HighLatencyP95",
    when: "when one request in ten takes more than a second",
    series: {
      [bucket("http_request_duration_seconds", "1")]: "0+90x15",
      [bucket("http_request_duration_seconds", "2")]: "0+100x15",
      [bucket("http_request_duration_seconds", "+Inf")]: "0+100x15",
    },
    minutes: 12,
    fires: [backend],
  },
  {
    alert: "HighLatencyP95",
    when: "when one request in fifty takes more than a second",
    series: {
      [bucket("http_request_duration_seconds", "0.5")]: "0+98x15",
      [bucket("http_request_duration_seconds", "1")]: "0+98x15",
      [bucket("http_request_duration_seconds", "+Inf")]: "0+100x15",
    },
    minutes: 12,
    fires: [],
  },
  {
    alert: "PodNotReady",
    when: "after 5 minutes",
    series: {
      [`kube_pod_status_ready{${pod}, condition="true"}`]: "1 0x10",
      [`kube_pod_status_phase{${pod}, phase="Running"}`]: "1x10",
    },
    minutes: 7,
    fires: [{ ...onePod, condition: "true" }],
  },
  {
    alert: "PodNotReady",
    when: "before 5 minutes are over",
    series: { [`kube_pod_status_ready{${pod}, condition="true"}`]: "1 0x10" },
    minutes: 5,
    fires: [],
  },
  {
    alert: "PodNotReady",
    when: "for a job that has ended",
    series: {
      [`kube_pod_status_ready{${pod}, condition="true"}`]: "1 0x10",
      [`kube_pod_status_phase{${pod}, phase="Succeeded"}`]: "0 1x10",
    },
    minutes: 10,
    fires: [],
  },
  {
    alert: "PodNotReady",
    when: "for pods of other systems",
    series: { 'kube_pod_status_ready{namespace="other", pod="x", condition="true"}': "0x10" },
    minutes: 10,
    fires: [],
  },
  {
    alert: "HighCpu",
    when: "above 80 % of the limit",
    series: {
      [`container_cpu_usage_seconds_total{${container}}`]: "0+27x15",
      [`kube_pod_container_resource_limits{${container}, resource="cpu"}`]: "0.5x15",
    },
    minutes: 12,
    fires: [{ ...onePod, container: "backend" }],
  },
  {
    alert: "HighCpu",
    when: "above the request and below the limit",
    series: {
      [`container_cpu_usage_seconds_total{${container}}`]: "0+12x15",
      [`kube_pod_container_resource_limits{${container}, resource="cpu"}`]: "0.5x15",
    },
    minutes: 12,
    fires: [],
  },
  {
    alert: "HighMemory",
    when: "above 90 % of the limit",
    series: {
      [`container_memory_working_set_bytes{${container}}`]: "950x15",
      [`kube_pod_container_resource_limits{${container}, resource="memory"}`]: "1000x15",
    },
    minutes: 8,
    fires: [{ ...onePod, container: "backend" }],
  },
  {
    alert: "HighMemory",
    when: "at 85 %, and on a peak of a minute",
    series: {
      [`container_memory_working_set_bytes{${container}}`]: "850x5 990 850x9",
      [`kube_pod_container_resource_limits{${container}, resource="memory"}`]: "1000x15",
    },
    minutes: 6,
    fires: [],
  },
  {
    alert: "HpaAtMax",
    when: "when all ten pods run",
    series: {
      [`kube_horizontalpodautoscaler_status_current_replicas{${hpa}}`]: "10x15",
      [`kube_horizontalpodautoscaler_spec_max_replicas{${hpa}}`]: "10x15",
      [`kube_horizontalpodautoscaler_spec_min_replicas{${hpa}}`]: "2x15",
    },
    minutes: 12,
    fires: [{ namespace: "shop", horizontalpodautoscaler: "backend" }],
  },
  {
    alert: "HpaAtMax",
    when: "where least and most are the same",
    series: {
      [`kube_horizontalpodautoscaler_status_current_replicas{${hpa}}`]: "3x15",
      [`kube_horizontalpodautoscaler_spec_max_replicas{${hpa}}`]: "3x15",
      [`kube_horizontalpodautoscaler_spec_min_replicas{${hpa}}`]: "3x15",
    },
    minutes: 12,
    fires: [],
  },
  {
    alert: "DatabaseConnectionFailures",
    when: "when connections fail",
    series: { 'db_connection_errors_total{namespace="shop", job="backend"}': "0 0 0 3 6 9 12" },
    minutes: 6,
    fires: [backend],
  },
  {
    alert: "DatabaseConnectionFailures",
    when: "once they no longer fail",
    series: { 'db_connection_errors_total{namespace="shop", job="backend"}': "0 3 6 6x15" },
    minutes: 15,
    fires: [],
  },
  {
    alert: "SlowQueries",
    when: "when one query in ten takes more than half a second",
    series: {
      [bucket("db_query_duration_seconds", "0.5", operation)]: "0+90x15",
      [bucket("db_query_duration_seconds", "1", operation)]: "0+100x15",
      [bucket("db_query_duration_seconds", "+Inf", operation)]: "0+100x15",
    },
    minutes: 12,
    fires: [{ ...backend, operation: "select" }],
  },
  {
    alert: "SlowQueries",
    when: "at the target of 50 ms",
    series: {
      [bucket("db_query_duration_seconds", "0.05", operation)]: "0+97x15",
      [bucket("db_query_duration_seconds", "0.5", operation)]: "0+100x15",
      [bucket("db_query_duration_seconds", "+Inf", operation)]: "0+100x15",
    },
    minutes: 12,
    fires: [],
  },
  {
    alert: "ReplicationLag",
    when: "for the one copy that is behind",
    series: {
      'db_replication_lag_seconds{namespace="shop", replica="syd"}': "8x10",
      'db_replication_lag_seconds{namespace="shop", replica="iad"}': "3x10",
    },
    minutes: 5,
    fires: [{ namespace: "shop", replica: "syd" }],
  },
  {
    alert: "ReplicationLag",
    when: "for a lag of one sync interval",
    series: { 'db_replication_lag_seconds{namespace="shop", replica="syd"}': "5x10" },
    minutes: 5,
    fires: [],
  },
  {
    alert: "BackupTooOld",
    when: "after an hour and a quarter",
    series: {
      [`kube_cronjob_created{${dump}}`]: "0x100",
      [`kube_cronjob_status_last_successful_time{${dump}}`]: "60x100",
    },
    minutes: 80,
    fires: [{ namespace: "shop", cronjob: "dump" }],
  },
  {
    alert: "BackupTooOld",
    when: "while backups come every hour",
    series: {
      [`kube_cronjob_created{${dump}}`]: "0x190",
      [`kube_cronjob_status_last_successful_time{${dump}}`]: "0x62 3720x62 7440x62",
    },
    minutes: 185,
    fires: [],
  },
  {
    alert: "BackupTooOld",
    when: "when none ever ended well",
    series: { [`kube_cronjob_created{${dump}}`]: "0x100" },
    minutes: 80,
    fires: [{ namespace: "shop", cronjob: "dump" }],
  },
  {
    alert: "BackupTooOld",
    when: "in the first hour of a new system",
    series: { [`kube_cronjob_created{${dump}}`]: "0x100" },
    minutes: 50,
    fires: [],
  },
  {
    alert: "BackupTooOld",
    when: "when the job is gone",
    series: { unrelated: "1x30" },
    minutes: 20,
    fires: [{ namespace: "shop", cronjob: "dump" }],
  },
  {
    alert: "CertificateExpiresSoon",
    when: "6 days before the end",
    series: { 'certmanager_certificate_expiration_timestamp_seconds{name="site"}': "518400x20" },
    minutes: 15,
    fires: [{ name: "site" }],
  },
  {
    alert: "CertificateExpiresSoon",
    when: "15 days before the end, when renewal is due",
    series: { 'certmanager_certificate_expiration_timestamp_seconds{name="site"}': "1296000x20" },
    minutes: 15,
    fires: [],
  },
  {
    alert: "QueueBacklog",
    when: "when the pile grows",
    series: { 'jobs_waiting{namespace="shop", queue="events"}': "0+20x40" },
    minutes: 30,
    fires: [{ namespace: "shop", queue: "events" }],
  },
  {
    alert: "QueueBacklog",
    when: "while the pile shrinks",
    series: { 'jobs_waiting{namespace="shop", queue="events"}': "1000-20x40" },
    minutes: 30,
    fires: [],
  },
  {
    alert: "ErrorBudgetBurnsFast",
    when: "at 2 % for an hour",
    series: { [requests(200)]: "0+980x90", [requests(500)]: "0+20x90" },
    minutes: 70,
    fires: [backend],
  },
  {
    alert: "ErrorBudgetBurnsFast",
    when: "ten minutes after the errors stopped",
    series: { [requests(200)]: "0+1000x90", [requests(500)]: "0+200x60 12000x30" },
    minutes: 72,
    fires: [],
  },
  {
    alert: "ErrorBudgetBurnsSlowly",
    when: "at 1 % for six hours",
    series: { [requests(200)]: "0+990x420", [requests(500)]: "0+10x420" },
    minutes: 400,
    fires: [backend],
  },
  {
    alert: "ErrorBudgetBurnsSlowly",
    when: "within the allowance of 0.1 %",
    series: { [requests(200)]: "0+9990x420", [requests(500)]: "0+10x420" },
    minutes: 400,
    fires: [],
  },
  {
    alert: "LatencyAboveTarget",
    when: "when one request in ten takes more than 200 ms",
    series: {
      [bucket("http_request_duration_seconds", "0.2")]: "0+90x80",
      [bucket("http_request_duration_seconds", "0.5")]: "0+100x80",
      [bucket("http_request_duration_seconds", "+Inf")]: "0+100x80",
    },
    minutes: 70,
    fires: [backend],
  },
  {
    alert: "LatencyAboveTarget",
    when: "at 120 ms",
    series: {
      [bucket("http_request_duration_seconds", "0.1")]: "0+50x80",
      [bucket("http_request_duration_seconds", "0.2")]: "0+100x80",
      [bucket("http_request_duration_seconds", "+Inf")]: "0+100x80",
    },
    minutes: 70,
    fires: [],
  },
  {
    alert: "QueriesAboveTarget",
    when: "when one query in ten takes more than 50 ms",
    series: {
      [bucket("db_query_duration_seconds", "0.05", operation)]: "0+90x80",
      [bucket("db_query_duration_seconds", "0.1", operation)]: "0+100x80",
      [bucket("db_query_duration_seconds", "+Inf", operation)]: "0+100x80",
    },
    minutes: 70,
    fires: [backend],
  },
  {
    alert: "QueriesAboveTarget",
    when: "at 40 ms",
    series: {
      [bucket("db_query_duration_seconds", "0.01", operation)]: "0+50x80",
      [bucket("db_query_duration_seconds", "0.05", operation)]: "0+100x80",
      [bucket("db_query_duration_seconds", "+Inf", operation)]: "0+100x80",
    },
    minutes: 70,
    fires: [],
  },
];
