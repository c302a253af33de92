import { expect } from "chai";
import { backupAlerts } from "#components/observability/alerts/backup";
import { certificateAlerts } from "#components/observability/alerts/certificates";
import { databaseAlerts } from "#components/observability/alerts/database";
import { ingressAlerts } from "#components/observability/alerts/ingress";
import { podAlerts } from "#components/observability/alerts/pods";
import { queueAlerts } from "#components/observability/alerts/queue";
import { requestAlerts } from "#components/observability/alerts/requests";
import { serviceLevelAlerts } from "#components/observability/alerts/service-level";
import { allAlerts } from "../../support/alerts.ts";

/** Every alert with its defaults; tests/lab evaluates them on a real Prometheus. */
const EXPECTED: Readonly<Record<string, readonly [severity: string, minutes: number, expr: string]>> = {
  IngressDown: ["critical", 2, 'absent(nginx_ingress_nginx_up{namespace="nginx-ingress"} == 1)'],
  IngressReloadFailed: [
    "critical",
    5,
    'min by (namespace, pod) (nginx_ingress_controller_nginx_last_reload_status{namespace="nginx-ingress"}) == 0',
  ],
  IngressErrors: [
    "critical",
    5,
    'sum by (resource_namespace, service) (rate(nginx_ingress_controller_upstream_server_response_latency_ms_count{namespace="nginx-ingress", code=~"5.."}[5m])) / sum by (resource_namespace, service) (rate(nginx_ingress_controller_upstream_server_response_latency_ms_count{namespace="nginx-ingress"}[5m])) > 0.05 and sum by (resource_namespace, service) (rate(nginx_ingress_controller_upstream_server_response_latency_ms_count{namespace="nginx-ingress"}[5m])) > 0.1',
  ],
  HighErrorRate: [
    "critical",
    2,
    'sum by (namespace, job) (rate(http_requests_total{namespace="shop", status=~"5.."}[5m])) / sum by (namespace, job) (rate(http_requests_total{namespace="shop"}[5m])) > 0.05 and sum by (namespace, job) (rate(http_requests_total{namespace="shop"}[5m])) > 0.1',
  ],
  HighLatencyP95: [
    "critical",
    5,
    'histogram_quantile(0.95, sum by (namespace, job, le) (rate(http_request_duration_seconds_bucket{namespace="shop"}[5m]))) > 1',
  ],
  PodNotReady: [
    "critical",
    5,
    'kube_pod_status_ready{namespace="shop", condition="true"} == 0 unless on (namespace, pod) kube_pod_status_phase{namespace="shop", phase="Succeeded"} == 1',
  ],
  HighCpu: [
    "warning",
    5,
    'sum by (namespace, pod, container) (rate(container_cpu_usage_seconds_total{namespace="shop", container!=""}[5m])) / sum by (namespace, pod, container) (kube_pod_container_resource_limits{namespace="shop", resource="cpu"}) > 0.8',
  ],
  HighMemory: [
    "warning",
    5,
    'sum by (namespace, pod, container) (container_memory_working_set_bytes{namespace="shop", container!=""}) / sum by (namespace, pod, container) (kube_pod_container_resource_limits{namespace="shop", resource="memory"}) > 0.9',
  ],
  HpaAtMax: [
    "warning",
    10,
    'kube_horizontalpodautoscaler_status_current_replicas{namespace="shop"} >= kube_horizontalpodautoscaler_spec_max_replicas{namespace="shop"} and kube_horizontalpodautoscaler_spec_max_replicas{namespace="shop"} > kube_horizontalpodautoscaler_spec_min_replicas{namespace="shop"}',
  ],
  DatabaseConnectionFailures: [
    "critical",
    1,
    'sum by (namespace, job) (increase(db_connection_errors_total{namespace="shop"}[5m])) > 0',
  ],
  SlowQueries: [
    "warning",
    5,
    'histogram_quantile(0.95, sum by (namespace, job, operation, le) (rate(db_query_duration_seconds_bucket{namespace="shop"}[5m]))) > 0.5',
  ],
  ReplicationLag: [
    "warning",
    2,
    'max by (namespace, replica) (db_replication_lag_seconds{namespace="shop"}) > 5',
  ],
  BackupTooOld: [
    "critical",
    15,
    'time() - max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{namespace="shop", cronjob="dump"} or kube_cronjob_created{namespace="shop", cronjob="dump"}) > 3600 or absent(kube_cronjob_created{namespace="shop", cronjob="dump"})',
  ],
  CertificateExpiresSoon: [
    "critical",
    10,
    "(certmanager_certificate_expiration_timestamp_seconds > 0) - time() < 7 * 86400 unless on (namespace, exported_namespace, name) certmanager_certificate_renewal_timestamp_seconds + 6 * 3600 > time()",
  ],
  CertificateNotReady: [
    "critical",
    30,
    'max by (namespace, exported_namespace, name) (certmanager_certificate_ready_status{condition!="True"}) == 1',
  ],
  QueueBacklog: [
    "warning",
    5,
    'max by (namespace, queue) (jobs_waiting{namespace="shop"}) > 100 and max by (namespace, queue) (jobs_waiting{namespace="shop"}) >= max by (namespace, queue) (jobs_waiting{namespace="shop"} offset 10m)',
  ],
  ErrorBudgetBurnsFast: [
    "critical",
    2,
    'sum by (namespace, job) (rate(http_requests_total{namespace="shop", status=~"5.."}[1h])) / sum by (namespace, job) (rate(http_requests_total{namespace="shop"}[1h])) > 0.0144 and sum by (namespace, job) (rate(http_requests_total{namespace="shop", status=~"5.."}[5m])) / sum by (namespace, job) (rate(http_requests_total{namespace="shop"}[5m])) > 0.0144',
  ],
  ErrorBudgetBurnsSlowly: [
    "warning",
    15,
    'sum by (namespace, job) (rate(http_requests_total{namespace="shop", status=~"5.."}[6h])) / sum by (namespace, job) (rate(http_requests_total{namespace="shop"}[6h])) > 0.006 and sum by (namespace, job) (rate(http_requests_total{namespace="shop", status=~"5.."}[30m])) / sum by (namespace, job) (rate(http_requests_total{namespace="shop"}[30m])) > 0.006',
  ],
  LatencyAboveTarget: [
    "warning",
    30,
    'histogram_quantile(0.95, sum by (namespace, job, le) (rate(http_request_duration_seconds_bucket{namespace="shop"}[30m]))) > 0.2',
  ],
  QueriesAboveTarget: [
    "warning",
    30,
    'histogram_quantile(0.95, sum by (namespace, job, le) (rate(db_query_duration_seconds_bucket{namespace="shop"}[30m]))) > 0.05',
  ],
};

describe("alerts", () => {
  const namespace = "shop";

  for (const [name, { severity, forMinutes, expr }] of Object.entries(allAlerts(namespace))) {
    it(`I17 ${name} fires on exactly its condition, after its time`, () => {
      expect([severity, forMinutes, expr]).to.deep.equal(EXPECTED[name]);
    });
  }

  it("I17 say their limits in words", () => {
    const descriptions = Object.values(serviceLevelAlerts({ namespace })).map(
      ({ description }) => description,
    );
    expect(descriptions).to.deep.equal([
      "{{ $value | humanizePercentage }} of the last hour's requests failed; 99.9 % are to succeed.",
      "{{ $value | humanizePercentage }} of the last six hours' requests failed; 99.9 % are to succeed.",
      "The target of 200 ms is missed for half an hour.",
      "The target of 50 ms is missed for half an hour.",
    ]);
    expect(requestAlerts({ namespace }).HighErrorRate.description).to.include("More than 5 % of");
    expect(requestAlerts({ namespace }).HighLatencyP95.description).to.match(/ longer than 1 s\.$/);
    expect(podAlerts({ namespace }).PodNotReady.description).to.match(/ for 5 minutes\.$/);
    expect(databaseAlerts({ namespace }).SlowQueries.description).to.match(/ longer than 0\.5 s\.$/);
    expect(certificateAlerts().CertificateExpiresSoon.description).to.include(" in 7 days ");
  });

  it("I17 follow their limits", () => {
    expect(podAlerts({ namespace, cpuShare: 0.5 }).HighCpu.expr).to.match(/ > 0\.5$/);
    expect(podAlerts({ namespace, memoryShare: 0.5 }).HighMemory.expr).to.match(/ > 0\.5$/);
    expect(podAlerts({ namespace, notReadyMinutes: 7 }).PodNotReady.forMinutes).to.equal(7);
    expect(queueAlerts({ namespace, waiting: 7 }).QueueBacklog.expr).to.match(/ > 7 and /);
    expect(requestAlerts({ namespace, errorShare: 0.5 }).HighErrorRate.expr).to.match(/ > 0\.5 and /);
    expect(requestAlerts({ namespace, leastRequests: 7 }).HighErrorRate.expr).to.match(/ > 7$/);
    expect(requestAlerts({ namespace, latencyP95Seconds: 7 }).HighLatencyP95.expr).to.match(/ > 7$/);
    expect(ingressAlerts({ errorShare: 0.5, leastRequests: 7 }).IngressErrors.expr).to.match(
      / > 0\.5 and .* > 7$/,
    );
    expect(databaseAlerts({ namespace, slowQuerySeconds: 7 }).SlowQueries.expr).to.match(/ > 7$/);
    expect(databaseAlerts({ namespace, replicationLagSeconds: 7 }).ReplicationLag.expr).to.match(/ > 7$/);
    expect(certificateAlerts({ days: 9, renewalHours: 8 }).CertificateExpiresSoon.expr).to.match(
      / < 9 \* 86400 .* 8 \* 3600 /,
    );
    expect(serviceLevelAlerts({ namespace, availability: 0.99 }).ErrorBudgetBurnsFast.expr).to.match(
      / > 0\.144$/,
    );
    const { BackupTooOld } = backupAlerts({ namespace, cronJob: "dump", ageSeconds: 7200 });
    expect(BackupTooOld.expr).to.match(/\) > 7200 or absent\(/);
    expect(BackupTooOld.description).to.equal("More than 2 h of changes would be lost with the database.");
  });
});
