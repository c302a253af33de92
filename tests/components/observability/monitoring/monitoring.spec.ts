import { expect } from "chai";
import { unknownChartValues } from "#components/core/kubernetes/chart";
import { Monitoring } from "#components/observability/monitoring";
import type { MonitoringArgs } from "#components/observability/monitoring/args";
import { MONITORING_CHART } from "#components/observability/monitoring/chart";
import { childrenOf, nodeNamed, recordWith } from "../../../support/record.ts";
import { failureOf, type Mistake, refusesEach } from "../../../support/refusals.ts";
import { ARGS, at, RELEASE, recorded, valuesOf } from "./fixtures.ts";

describe("Monitoring", () => {
  it("consists of a release, Grafana's administrator, the key for PagerDuty and its policies", async () => {
    expect(childrenOf(await recorded(), "monitoring", "strata:observability:Monitoring")).to.have.members([
      `${RELEASE} monitoring`,
      "random:index/randomPassword:RandomPassword monitoring-grafana-admin",
      "kubernetes:core/v1:Secret monitoring-grafana-admin",
      "kubernetes:external-secrets.io/v1:ExternalSecret monitoring-pagerduty",
      "kubernetes:rbac.authorization.k8s.io/v1:Role monitoring-dashboards",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy monitoring-inside",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy monitoring-to-private-network",
    ]);
  });

  it("sets only values that the chart has", async () => {
    expect(unknownChartValues(MONITORING_CHART.values, await valuesOf())).to.deep.equal([]);
  });

  it("S115: keeps metrics for 30 days, and for as long as it is told", async () => {
    expect(at(await valuesOf(), "prometheus.prometheusSpec.retention")).to.equal("30d");
    expect(at(await valuesOf({ retentionDays: 7 }), "prometheus.prometheusSpec.retention")).to.equal("7d");
  });

  it("lets old metrics go before the disk is full", async () => {
    expect(at(await valuesOf({ diskGiB: 100 }), "prometheus.prometheusSpec.retentionSize")).to.equal(
      "87040MiB",
    );
  });

  it("leaves alone what GKE runs out of sight", async () => {
    const values = await valuesOf();
    for (const part of ["kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"]) {
      expect(at(values, `${part}.enabled`), part).to.equal(false);
    }
    for (const rules of ["etcd", "kubeControllerManager", "kubeProxy", "kubeSchedulerAlerting"]) {
      expect(at(values, `defaultRules.rules.${rules}`), rules).to.equal(false);
    }
  });

  it("takes rules and targets of all namespaces", async () => {
    const values = await valuesOf();
    for (const kind of ["rule", "serviceMonitor", "podMonitor", "probe", "scrapeConfig"]) {
      expect(at(values, `prometheus.prometheusSpec.${kind}SelectorNilUsesHelmValues`), kind).to.equal(false);
    }
  });

  it("E6 gives each pod of the release requests and a memory limit of its own, Grafana 512Mi", async () => {
    const values = await valuesOf();
    expect(at(values, "grafana.resources")).to.deep.equal({
      requests: { cpu: "100m", memory: "512Mi" },
      limits: { memory: "1024Mi" },
    });
    const parts = [
      "alertmanager.alertmanagerSpec",
      "grafana.sidecar",
      "kube-state-metrics",
      "prometheus-node-exporter",
      "prometheus.prometheusSpec",
      "prometheusOperator",
      "prometheusOperator.prometheusConfigReloader",
    ];
    for (const part of parts) {
      expect(at(values, `${part}.resources.requests`), part).to.have.all.keys("cpu", "memory");
      expect(at(values, `${part}.resources.limits.memory`), part).to.be.a("string");
    }
  });

  it("never puts two copies of Prometheus on one node", async () => {
    expect(at(await valuesOf(), "prometheus.prometheusSpec.podAntiAffinity")).to.equal("hard");
    expect(at(await valuesOf({ replicas: 1 }), "prometheus.prometheusSpec.podAntiAffinity")).to.equal("soft");
  });

  it("runs one of each where little is at stake", async () => {
    const values = await valuesOf({ replicas: 1 });
    expect(at(values, "prometheus.prometheusSpec.replicas")).to.equal(1);
    expect(at(values, "alertmanager.alertmanagerSpec.replicas")).to.equal(1);
    expect(at(values, "prometheus.podDisruptionBudget.enabled")).to.equal(false);
  });

  it("pins the version and waits for what the release mounts", async () => {
    const graph = await recorded();
    const release = nodeNamed(graph, "monitoring", RELEASE);
    expect(release.inputs["version"]).to.match(/^\d+\.\d+\.\d+$/);
    expect(release.dependencies).to.include.members([
      nodeNamed(graph, "monitoring-grafana-admin", "kubernetes:core/v1:Secret").urn,
      nodeNamed(graph, "monitoring-pagerduty").urn,
    ]);
  });

  const mistakes: Mistake<Partial<MonitoringArgs>>[] = [
    ["no retention", { retentionDays: 0 }, "retentionDays is 0; allowed are whole numbers from 1 to 365"],
    ["three copies", { replicas: 3 }, "replicas is 3"],
    [
      "a receiver with a name of the routing's own",
      { receivers: { "on-call": { kind: "webhook", secretId: "hook" } } },
      'receivers key is "on-call"; allowed are names other than nobody, on-call',
    ],
    [
      "a receiver's secret itself",
      { receivers: { chat: { kind: "slack", secretId: "https://hooks.slack.com/services/T0/B0/x" } } },
      'secret of chat is "(hidden)"; allowed are ids of Secret Manager secrets',
    ],
    [
      "a mail server without a port",
      {
        receivers: {
          mail: {
            kind: "email",
            secretId: "mail",
            to: "a@example.com",
            from: "b@example.com",
            smarthost: "smtp.example.com",
            username: "b",
          },
        },
      },
      'receivers.mail.smarthost is "smtp.example.com"; allowed are host:port',
    ],
  ];
  refusesEach(mistakes, recorded);

  it("refuses a name that the chart would cut off", async () => {
    const recording = recordWith(({ all }) => {
      new Monitoring("monitoring-of-all-the-clusters", ARGS, { providers: all });
      return {};
    });
    expect(await failureOf(recording)).to.include(
      'name is "monitoring-of-all-the-clusters"; allowed are DNS labels of at most 26 characters',
    );
  });
});
