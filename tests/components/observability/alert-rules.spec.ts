import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { AlertRules, type AlertRulesArgs } from "#components/observability/alert-rules";
import { runbookFile } from "#components/observability/alerts/alert";
import { backupAlerts } from "#components/observability/alerts/backup";
import { certificateAlerts } from "#components/observability/alerts/certificates";
import { databaseAlerts } from "#components/observability/alerts/database";
import { ingressAlerts } from "#components/observability/alerts/ingress";
import { podAlerts } from "#components/observability/alerts/pods";
import { queueAlerts } from "#components/observability/alerts/queue";
import { requestAlerts } from "#components/observability/alerts/requests";
import { serviceLevelAlerts } from "#components/observability/alerts/service-level";
import { METRICS } from "#components/observability/metrics";
import type { RuleGroup } from "#components/observability/rule-group";
import type { Graph } from "#graph/model";
import { REPOSITORY } from "../../support/project.ts";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf, type Mistake, refusesEach } from "../../support/refusals.ts";

const GROUPS = {
  ingress: ingressAlerts(),
  requests: requestAlerts({ namespace: "shop" }),
  pods: podAlerts({ namespace: "shop" }),
  database: databaseAlerts({ namespace: "shop" }),
  backup: backupAlerts({ namespace: "shop", cronJob: "dump" }),
  certificates: certificateAlerts(),
  queues: queueAlerts({ namespace: "shop" }),
  levels: serviceLevelAlerts({ namespace: "shop" }),
};
const ALERTS = Object.assign({}, ...Object.values(GROUPS)) as ReturnType<typeof requestAlerts> &
  ReturnType<typeof podAlerts> &
  ReturnType<typeof databaseAlerts> &
  ReturnType<typeof backupAlerts> &
  ReturnType<typeof certificateAlerts> &
  ReturnType<typeof serviceLevelAlerts>;

function recorded(args: Partial<AlertRulesArgs> = {}): Promise<Graph> {
  return recordWith(({ all }) => {
    new AlertRules(
      "alerts",
      {
        namespace: "monitoring",
        partOf: "shop",
        groups: GROUPS,
        runbooks: "https://example.com/runbooks",
        ...args,
      },
      { providers: all },
    );
    return {};
  });
}

describe("AlertRules", () => {
  it("makes an object of each group", async () => {
    expect(childrenOf(await recorded(), "alerts")).to.have.members(
      ["ingress", "requests", "pods", "database", "backup", "certificates", "queues", "levels"].map(
        (group) => `kubernetes:monitoring.coreos.com/v1:PrometheusRule alerts-${group}`,
      ),
    );
  });

  it("says of each alert how urgent it is, what happens and where to read on", async () => {
    const { spec } = nodeNamed(await recorded(), "alerts-requests").inputs as unknown as {
      spec: { groups: RuleGroup[] };
    };
    expect(spec.groups[0]?.name).to.equal("alerts-requests");
    expect(spec.groups[0]?.rules[0]).to.deep.equal({
      alert: "HighErrorRate",
      expr: ALERTS.HighErrorRate.expr,
      for: "2m",
      labels: { severity: "critical" },
      annotations: {
        summary: "{{ $value | humanizePercentage }} of {{ $labels.job }}'s answers are errors",
        description: "More than 5 % of the requests to {{ $labels.job }} failed during the last 5 minutes.",
        runbook_url: "https://example.com/runbooks/high-error-rate.md",
      },
    });
  });

  it("S121: has the five critical alerts, at the documented limits", () => {
    expect(ALERTS.PodNotReady).to.include({ severity: "critical", forMinutes: 5 });
    expect(ALERTS.HighErrorRate).to.include({ severity: "critical" });
    expect(ALERTS.HighErrorRate.expr).to.match(/ > 0\.05 and .* > 0\.1$/);
    expect(ALERTS.HighLatencyP95.expr).to.match(/^histogram_quantile\(0\.95, .* > 1$/);
    expect(ALERTS.HighLatencyP95.severity).to.equal("critical");
    expect(ALERTS.DatabaseConnectionFailures).to.include({ severity: "critical" });
    expect(ALERTS.CertificateExpiresSoon.expr).to.match(/ < 7 \* 86400 unless /);
    expect(ALERTS.CertificateExpiresSoon.severity).to.equal("critical");
  });

  it("S122, S99: has the four warnings, at the documented limits", () => {
    expect(ALERTS.HighCpu.expr).to.match(/> 0\.8$/);
    expect(ALERTS.HighMemory.expr).to.match(/> 0\.9$/);
    expect(ALERTS.SlowQueries.expr).to.match(/> 0\.5$/);
    for (const name of ["HighCpu", "HighMemory", "HpaAtMax", "SlowQueries"] as const) {
      expect(ALERTS[name].severity, name).to.equal("warning");
    }
  });

  it("S92: watches the lag of replicas, 5 s", () => {
    expect(ALERTS.ReplicationLag.expr).to.equal(
      'max by (namespace, replica) (db_replication_lag_seconds{namespace="shop"}) > 5',
    );
  });

  it("S130: watches the age of the newest backup, 1 h", () => {
    expect(ALERTS.BackupTooOld.expr).to.match(/\) > 3600 or absent\(kube_cronjob_created\{[^{}]+\}\)$/);
  });

  it("S139: holds services to 200 ms and queries to 50 ms (95th percentile), and 99.9 % of requests", () => {
    expect(ALERTS.LatencyAboveTarget.expr).to.match(/^histogram_quantile\(0\.95, .*http_request.* > 0\.2$/);
    expect(ALERTS.QueriesAboveTarget.expr).to.match(/^histogram_quantile\(0\.95, .*db_query.* > 0\.05$/);
    expect(ALERTS.ErrorBudgetBurnsFast.expr).to.match(/\[1h\].* > 0\.0144 and .*\[5m\].* > 0\.0144$/);
    expect(ALERTS.ErrorBudgetBurnsSlowly.expr).to.match(/\[6h\].* > 0\.006 and .*\[30m\].* > 0\.006$/);
  });

  it("has a runbook for each alert", () => {
    const missing = Object.keys(ALERTS).filter(
      (name) => !existsSync(join(REPOSITORY, "docs/runbooks", runbookFile(name))),
    );
    expect(missing).to.deep.equal([]);
  });

  it("keeps a namespace's name from ending the expression", () => {
    expect(podAlerts({ namespace: 'a"} or vector(1) #' }).PodNotReady.expr).to.include(
      'namespace="a\\"} or vector(1) #"',
    );
  });

  it("E5 refuses one bad expression, for which the operator would drop the whole group", async () => {
    const Bad = { ...ALERTS.HighErrorRate, expr: "sum(rate(x[5m]) > 1" };
    const failure = await failureOf(recorded({ groups: { requests: { ...GROUPS.requests, Bad } } }));
    expect(failure).to.include("Bad.expr is").and.to.include("ends too early");
  });

  const mistakes: Mistake<AlertRulesArgs["groups"]>[] = [
    [
      "two alerts of one name",
      { one: certificateAlerts(), two: certificateAlerts() },
      'groups["two"] key is "CertificateExpiresSoon"; allowed are names that no other group has; "one" has this one',
    ],
    ["an empty group", { one: {} }, 'groups["one"] is {}; allowed are groups with at least one alert'],
    [
      "an alert without an expression",
      { one: { Nothing: { ...certificateAlerts().CertificateExpiresSoon, expr: " " } } },
      'Nothing.expr is " "',
    ],
    [
      "an expression that does not parse",
      { one: { Down: { ...certificateAlerts().CertificateExpiresSoon, expr: "up == 0 and" } } },
      'Down.expr is "up == 0 and"; allowed are PromQL expressions; this one ends too early, after "up == 0 and"',
    ],
    [
      "a template that does not parse",
      { one: { Down: { ...certificateAlerts().CertificateExpiresSoon, summary: "{{ $labels.job" } } },
      "this one has a {{ without }}",
    ],
    [
      "an alert in small letters",
      { one: { nothing: certificateAlerts().CertificateExpiresSoon } },
      'key is "nothing"; allowed are names such as HighErrorRate',
    ],
  ];
  refusesEach(mistakes, (groups) => recorded({ groups }));
});

describe("metrics of services", () => {
  it("S116: have the documented names, labels and buckets", () => {
    const known = Object.fromEntries(METRICS.map((metric) => [metric.name, metric]));
    expect(known["http_requests_total"]).to.deep.include({ labels: ["method", "route", "status"] });
    expect(known["http_request_duration_seconds"]).to.deep.include({ labels: ["method", "route"] });
    expect(known["db_query_duration_seconds"]).to.deep.include({
      labels: ["operation"],
      buckets: [0.01, 0.05, 0.1, 0.5, 1],
    });
  });

  it("keep the documented buckets among their own, in order", () => {
    for (const metric of METRICS) {
      if ("buckets" in metric) {
        expect([...metric.buckets], metric.name).to.deep.equal([...metric.buckets].sort((a, b) => a - b));
      }
    }
    const duration = METRICS.find(({ name }) => name === "http_request_duration_seconds");
    expect(duration && "buckets" in duration ? duration.buckets : []).to.include.members([0.1, 0.5, 1, 2, 5]);
  });
});
