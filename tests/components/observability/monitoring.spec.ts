import { expect } from "chai";
import { unknownChartValues } from "#components/core/kubernetes/chart";
import { Monitoring } from "#components/observability/monitoring";
import type { AlertmanagerConfig } from "#components/observability/monitoring/alertmanager";
import type { MonitoringArgs } from "#components/observability/monitoring/args";
import { MONITORING_CHART } from "#components/observability/monitoring/chart";
import type { Graph, Values } from "#graph/model";
import { NetworkPolicies, type Party } from "#models/network-policy/network-policies";
import { templateProblem } from "#models/prometheus/template";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf, type Mistake, refusesEach } from "../../support/refusals.ts";

const ARGS: MonitoringArgs = {
  namespace: "monitoring",
  partOf: "shop",
  routing: "page",
  pagerDuty: { secretId: "shop-prod-pagerduty", store: "secret-manager" },
};
const RELEASE = "kubernetes:helm.sh/v3:Release";

function recorded(args: Partial<MonitoringArgs> = {}): Promise<Graph> {
  return recordWith(({ all }) => {
    new Monitoring("monitoring", { ...ARGS, ...args }, { providers: all });
    return {};
  });
}

async function valuesOf(args: Partial<MonitoringArgs> = {}): Promise<Values> {
  return nodeNamed(await recorded(args), "monitoring", RELEASE).inputs["values"] as Values;
}

function at(values: Values, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values);
}

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

  it("S118: pages for critical alerts, with the key in a file", async () => {
    const graph = await recorded();
    const values = nodeNamed(graph, "monitoring", RELEASE).inputs["values"] as Values;
    const config = at(values, "alertmanager.config") as {
      route: { routes: { receiver: string; matchers: string[] }[] };
      receivers: { name: string; pagerduty_configs?: { routing_key_file: string; severity: string }[] }[];
    };
    expect(config.route.routes.map(({ receiver, matchers }) => [receiver, matchers[0]])).to.deep.equal([
      ["nobody", 'alertname=~"Watchdog|InfoInhibitor"'],
      ["on-call", 'severity="critical"'],
      ["tickets", 'severity=~"critical|warning"'],
    ]);
    const onCall = config.receivers.find(({ name }) => name === "on-call");
    expect(onCall?.pagerduty_configs?.[0]).to.include({
      routing_key_file: "/etc/alertmanager/secrets/monitoring-pagerduty/routing-key",
      severity: "critical",
    });
    expect(at(values, "alertmanager.alertmanagerSpec.secrets")).to.deep.equal(["monitoring-pagerduty"]);
    const key = nodeNamed(graph, "monitoring-pagerduty").inputs["spec"] as Values;
    expect(key["data"]).to.deep.equal([
      { secretKey: "routing-key", remoteRef: { key: "shop-prod-pagerduty" } },
    ]);
  });

  it("wakes nobody where alerts are tickets, and tells nobody where they are none", async () => {
    const receiversOf = async (args: Partial<MonitoringArgs>) => {
      const config = at(await valuesOf(args), "alertmanager.config") as unknown as {
        receivers: { name: string }[];
        route: { routes: { receiver: string }[] };
      };
      return {
        receivers: config.receivers.map(({ name }) => name),
        routes: config.route.routes.map(({ receiver }) => receiver),
      };
    };
    expect(await receiversOf({ routing: "ticket" })).to.deep.equal({
      receivers: ["nobody", "tickets"],
      routes: ["nobody", "tickets"],
    });
    expect(await receiversOf({ routing: "none" })).to.deep.equal({
      receivers: ["nobody"],
      routes: ["nobody"],
    });
    const quiet = await recorded({ routing: "none" });
    expect(quiet.nodes.map(({ name }) => name)).not.to.include("monitoring-pagerduty");
    expect(at(await valuesOf({ routing: "none" }), "alertmanager.alertmanagerSpec.secrets")).to.deep.equal(
      [],
    );
  });

  it("keeps Grafana's password secret and out of the release", async () => {
    const graph = await recorded();
    const data = nodeNamed(graph, "monitoring-grafana-admin", "kubernetes:core/v1:Secret").inputs[
      "stringData"
    ];
    // The engine marks the whole of a Secret's data.
    expect(JSON.stringify(data)).to.include('{"$secret":true}');
    expect(at(await valuesOf(), "grafana.admin")).to.deep.equal({
      existingSecret: "monitoring-grafana-admin",
      userKey: "admin-user",
      passwordKey: "admin-password",
    });
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

  it("E6 keeps Grafana's users on a disk, which two pods never share", async () => {
    expect(at(await valuesOf(), "grafana.persistence")).to.deep.equal({
      enabled: true,
      size: "10Gi",
      storageClassName: "premium-rwo",
    });
    expect(at(await valuesOf(), "grafana.deploymentStrategy")).to.deep.equal({ type: "Recreate" });
    const without = await recorded({ grafana: { diskGiB: 0 } });
    const values = nodeNamed(without, "monitoring", RELEASE).inputs["values"] as Values;
    expect(at(values, "grafana.persistence")).to.deep.equal({ enabled: false });
    expect(at(values, "grafana.deploymentStrategy")).to.equal(undefined);
    expect(
      JSON.stringify(
        nodeNamed(without, "monitoring", "strata:observability:Monitoring").published?.["facts"],
      ),
    ).to.include("grafana.diskGiB");
  });

  it("E6 lets Grafana read ConfigMaps where its dashboards are, and no Secrets", async () => {
    const graph = await recorded({ grafana: { dashboardNamespaces: ["shop"] } });
    const values = nodeNamed(graph, "monitoring", RELEASE).inputs["values"] as Values;
    expect(at(values, "grafana.rbac")).to.deep.equal({
      namespaced: true,
      namespaces: ["shop"],
      useExistingRole: "monitoring-dashboards",
    });
    expect(at(values, "grafana.sidecar.dashboards.searchNamespace")).to.equal("monitoring,shop");
    for (const [name, namespace] of [
      ["monitoring-dashboards", "monitoring"],
      ["monitoring-dashboards-shop", "shop"],
    ] as const) {
      const { metadata, rules } = nodeNamed(graph, name).inputs;
      expect(metadata).to.deep.include({ name: "monitoring-dashboards", namespace });
      expect(rules).to.deep.equal([
        { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] },
      ]);
    }
    expect(at(values, "kube-state-metrics.collectorsExclude")).to.include("secrets");
  });

  it("E3 calls a watcher outside as long as alerting works", async () => {
    const graph = await recorded({ heartbeat: "shop-prod-heartbeat" });
    const values = nodeNamed(graph, "monitoring", RELEASE).inputs["values"] as Values;
    const config = at(values, "alertmanager.config") as unknown as AlertmanagerConfig;
    expect(config.route.routes?.[0]).to.deep.include({
      matchers: ['alertname="Watchdog"'],
      receiver: "heartbeat",
      repeat_interval: "5m",
    });
    expect(config.receivers.at(-1)).to.deep.equal({
      name: "heartbeat",
      webhook_configs: [
        {
          url_file: "/etc/alertmanager/secrets/monitoring-receivers/heartbeat",
          send_resolved: false,
        },
      ],
    });
    expect(nodeNamed(graph, "monitoring-receivers").inputs["spec"]).to.deep.include({
      data: [{ secretKey: "heartbeat", remoteRef: { key: "shop-prod-heartbeat" } }],
    });
    expect(at(values, "alertmanager.alertmanagerSpec.secrets")).to.include("monitoring-receivers");
  });

  it("H40 tells others than PagerDuty, by severity, with their secrets in files", async () => {
    const { pagerDuty: _, ...without } = ARGS;
    const graph = await recordWith(({ all }) => {
      const receivers = {
        chat: { kind: "slack", secretId: "shop-slack", severities: ["critical"] },
      } as const;
      new Monitoring("monitoring", { ...without, receivers, secretStore: "store" }, { providers: all });
      return {};
    });
    const values = nodeNamed(graph, "monitoring", RELEASE).inputs["values"] as Values;
    const config = at(values, "alertmanager.config") as unknown as AlertmanagerConfig;
    expect(config.route.routes?.[1]).to.deep.equal({
      matchers: ['severity=~"critical"'],
      receiver: "chat",
      continue: true,
    });
    expect(config.receivers.map(({ name }) => name)).to.deep.equal(["nobody", "chat"]);
    const [slack] = config.receivers[1]?.slack_configs ?? [];
    expect(slack?.api_url_file).to.equal("/etc/alertmanager/secrets/monitoring-receivers/chat");
    for (const text of [slack?.title, slack?.text]) {
      expect(templateProblem(text ?? "", "alertmanager")).to.equal(undefined);
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

  it("lets nobody in but by a link, and Prometheus out to its own pods, the API and the ports of nodes", async () => {
    const graph = await recorded();
    const policies = new NetworkPolicies(graph);
    const inside = (app: string): Party => ({
      namespace: "monitoring",
      labels: { "app.kubernetes.io/name": app },
    });
    const prometheus = inside("prometheus");
    const node: Party = { address: "10.4.0.7" };
    const outside: Party = { address: "198.51.100.7" };
    const stranger: Party = { namespace: "shop", labels: { "app.kubernetes.io/name": "api" } };
    const reached = (to: Party, ports: number[]) =>
      ports.filter((port) => policies.allows(prometheus, to, { port }));

    expect(reached(inside("alertmanager"), [9093, 8080])).to.deep.equal([9093, 8080]);
    expect(reached(inside("kube-state-metrics"), [8080])).to.deep.equal([8080]);
    expect(reached(node, [22, 80, 443, 9100, 10250, 10255])).to.deep.equal([443, 9100, 10250]);
    expect(reached(outside, [80, 443])).to.deep.equal([]);
    expect(reached(stranger, [80, 443, 8080])).to.deep.equal([]);
    expect(policies.allows(stranger, prometheus, { port: 9090 })).to.equal(false);
    expect(policies.allows(outside, inside("grafana"), { port: 3000 })).to.equal(false);
  });

  it("names no range where it means nodes, which a range never matches on Dataplane V2", async () => {
    const spec = nodeNamed(await recorded(), "monitoring-to-private-network").inputs["spec"];
    const { egress } = spec as { egress: { to?: unknown; ports?: { port: number }[] }[] };
    const nodes = egress.filter(({ ports }) => ports?.some(({ port }) => port === 10250));
    expect(nodes).to.have.length(1);
    expect(nodes[0]).to.not.have.property("to");
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

  it("refuses to page without a key", async () => {
    const { pagerDuty: _, ...without } = ARGS;
    const recording = recordWith(({ all }) => {
      new Monitoring("monitoring", without, { providers: all });
      return {};
    });
    expect(await failureOf(recording)).to.include(
      `pagerDuty is missing; allowed are a secret with PagerDuty's key, or receivers (routing is "page", so somebody is to be told)`,
    );
  });
});
