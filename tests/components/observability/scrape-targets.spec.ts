import { expect } from "chai";
import { type Endpoint, podsNamed, serviceEndpoint } from "#components/core/link";
import { ScrapeTargets, type ScrapeTargetsArgs } from "#components/observability/scrape-targets";
import type { Graph } from "#graph/model";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesEach } from "../../support/refusals.ts";

const metricsOf = (name: string): Endpoint => ({
  ...serviceEndpoint({ name, namespace: "shop", port: 9100 }),
  name: `${name}-metrics`,
});

function recorded(targets: ScrapeTargetsArgs["targets"]): Promise<Graph> {
  return recordWith(({ all }) => {
    const scraper = podsNamed("prometheus", "monitoring");
    new ScrapeTargets("targets", { scraper, partOf: "shop", targets }, { providers: all });
    return {};
  });
}

describe("ScrapeTargets", () => {
  it("asks the pods of each target, under the workload's name", async () => {
    const graph = await recorded({ backend: { endpoint: metricsOf("backend") } });
    expect(childrenOf(graph, "targets", "strata:observability:ScrapeTargets")).to.have.members([
      "kubernetes:monitoring.coreos.com/v1:PodMonitor targets-backend",
      "strata:workload:LinkPolicies targets",
    ]);
    expect(nodeNamed(graph, "targets-backend").inputs["spec"]).to.deep.equal({
      jobLabel: "app.kubernetes.io/name",
      namespaceSelector: { matchNames: ["shop"] },
      selector: { matchLabels: { "app.kubernetes.io/name": "backend" } },
      sampleLimit: 10_000,
      podMetricsEndpoints: [{ portNumber: 9100, path: "/metrics", interval: "30s", scrapeTimeout: "10s" }],
    });
  });

  it("asks on the pods' own port where a Service shows another one", async () => {
    const graph = await recorded({
      backend: { endpoint: { ...metricsOf("backend"), port: 80, targetPort: 9100 } },
    });
    const { podMetricsEndpoints } = nodeNamed(graph, "targets-backend").inputs["spec"] as unknown as {
      podMetricsEndpoints: { portNumber: number }[];
    };
    expect(podMetricsEndpoints[0]?.portNumber).to.equal(9100);
  });

  it("S113: opens Prometheus → backend 9100 on both sides", async () => {
    const graph = await recorded({ backend: { endpoint: metricsOf("backend") } });
    const ports = [{ port: 9100, protocol: "TCP" }];
    expect(nodeNamed(graph, "backend-metrics-from-targets").inputs).to.deep.include({
      spec: {
        podSelector: { matchLabels: { "app.kubernetes.io/name": "backend" } },
        policyTypes: ["Ingress"],
        ingress: [
          {
            from: [
              {
                podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
                namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
              },
            ],
            ports,
          },
        ],
      },
    });
    expect(nodeNamed(graph, "targets-to-backend-metrics").inputs["spec"]).to.deep.include({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
      policyTypes: ["Egress"],
    });
  });

  it("adds and removes a target without touching the other one", async () => {
    const both = await recorded({ api: { endpoint: metricsOf("api") }, web: { endpoint: metricsOf("web") } });
    const one = await recorded({ web: { endpoint: metricsOf("web") } });
    const monitor = nodeNamed(one, "targets-web");
    expect({ ...nodeNamed(both, "targets-web"), source: monitor.source }).to.deep.equal(monitor);
  });

  const outside: Endpoint = { ...metricsOf("api"), peer: { kind: "host", hosts: ["example.com"] } };
  const mistakes: Mistake<ScrapeTargetsArgs["targets"]>[] = [
    [
      "a target outside",
      { api: { endpoint: outside } },
      'targets["api"].endpoint.peer is "host"; allowed are "pods"',
    ],
    [
      "a relative path",
      { api: { endpoint: metricsOf("api"), path: "metrics" } },
      'targets["api"].path is "metrics"',
    ],
    [
      "a scrape every second",
      { api: { endpoint: metricsOf("api"), intervalSeconds: 1 } },
      "intervalSeconds is 1",
    ],
  ];
  refusesEach(mistakes, recorded);
});
