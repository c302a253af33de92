import { expect } from "chai";
import { serviceEndpoint } from "#components/core/link";
import { MetricsAdapter, type MetricsAdapterArgs } from "#components/observability/metrics-adapter";
import { program } from "#docs/examples/observability/metrics-adapter";
import type { Graph, Values } from "#graph/model";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";

const PROMETHEUS = serviceEndpoint({ name: "metrics-prometheus", namespace: "monitoring", port: 9090 });
const ARGS: MetricsAdapterArgs = {
  controlPlaneRanges: ["172.16.0.0/28"],
  prometheus: PROMETHEUS,
  metrics: {
    queue_depth: { per: "workload", series: "jobs_waiting", labels: { queue: "mail" }, by: "max" },
    requests: { per: "pod" },
  },
};

function recorded(args: Partial<MetricsAdapterArgs> = {}): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new MetricsAdapter("adapter", { ...ARGS, ...args }, { provider: kubernetes });
    return {};
  });
}

describe("D6 a metrics adapter", () => {
  it("serves each metric under its name, with the labels that are asked for", async () => {
    const { inputs } = nodeNamed(await recorded(), "adapter-release", "kubernetes:helm.sh/v3:Release");
    const values = inputs["values"] as Values;
    expect(values["prometheus"]).to.deep.equal({
      url: "http://metrics-prometheus.monitoring.svc.cluster.local",
      port: 9090,
    });
    expect(values["rules"]).to.deep.equal({
      default: false,
      external: [
        {
          seriesQuery: 'jobs_waiting{queue="mail"}',
          resources: { namespaced: false },
          name: { matches: "^jobs_waiting$", as: "queue_depth" },
          metricsQuery: 'max(<<.Series>>{queue="mail",<<.LabelMatchers>>})',
        },
      ],
      custom: [
        {
          seriesQuery: 'requests{namespace!="",pod!=""}',
          resources: { overrides: { namespace: { resource: "namespace" }, pod: { resource: "pod" } } },
          name: { matches: "^requests$", as: "requests" },
          metricsQuery: "sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)",
        },
      ],
    });
  });

  it("is called by the control plane, and calls Prometheus", async () => {
    const policies = childrenOf(await recorded(), "adapter").filter((child) =>
      child.includes("NetworkPolicy"),
    );
    expect(policies.map((child) => child.split(" ").at(-1))).to.include.members([
      "adapter-from-control-plane",
      "adapter-deny-all",
    ]);
    expect(policies.join()).to.match(/prometheus/);
  });

  it("refuses what Prometheus would not accept", async () => {
    const failure = (metrics: MetricsAdapterArgs["metrics"]) => failureOf(recorded({ metrics }));
    expect(await failure({})).to.include("metrics is {}; allowed are at least one metric");
    expect(await failure({ "queue-depth": { per: "workload" } })).to.include('metrics is "queue-depth"');
    expect(await failure({ a: { per: "workload", series: "b c" } })).to.include('metrics.a.series is "b c"');
    expect(await failure({ a: { per: "workload", labels: { "b-c": "d" } } })).to.include(
      'metrics.a.labels is "b-c"',
    );
  });

  it("plans its example", async () => {
    const graph = await record(program, { project: "docs", stack: "example" });
    expect(nodeNamed(graph, "adapter-release", "kubernetes:helm.sh/v3:Release").inputs["chart"]).to.equal(
      "prometheus-adapter",
    );
  });
});
