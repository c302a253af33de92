import { expect } from "chai";
import type { Values } from "#graph/model";
import { CHART_RECORDS, recordedChart } from "#models/charts/charts";
import { chartWorkloads } from "#models/charts/workloads";

const record = (chart: string) => {
  const found = recordedChart(chart);
  if (!found) {
    throw new Error(`${chart} is not recorded`);
  }
  return found;
};

describe("records of charts", () => {
  it("say where and when each was read, with a checksum", () => {
    for (const { chart, source } of CHART_RECORDS) {
      expect(source.read, chart).to.match(/^20\d\d-\d\d-\d\d$/);
      expect(source.checksum, chart).to.match(/^([0-9a-f]{40}|h1:[A-Za-z0-9+/]{43}=)$/);
      expect(source.repository, chart).to.match(/^[\w-]+\/[\w-]+$/);
    }
  });

  it("are found by the last part of an address", () => {
    expect(recordedChart("oci://quay.io/jetstack/charts/cert-manager")?.chart).to.equal("cert-manager");
    expect(recordedChart("external-secrets")?.chart).to.equal("external-secrets");
    expect(recordedChart("oci://example.com/charts/redis")).to.equal(undefined);
  });
});

describe("pods of a chart", () => {
  it("have the replicas, requests and limits of the values", () => {
    const values = {
      replicaCount: 2,
      resources: { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } },
    };
    const [controller, webhook] = chartWorkloads(record("cert-manager"), "v1.21.2", values);
    expect(controller).to.deep.equal({
      kind: "Deployment",
      name: "cert-manager",
      replicas: { min: 2, max: 2 },
      hostNetwork: false,
      containers: [
        {
          name: "cert-manager-controller",
          init: false,
          image: {
            registry: "quay.io",
            repository: "jetstack/cert-manager-controller",
            tag: "v1.21.2",
            digest: undefined,
          },
          requests: { cpu: "20m", memory: "64Mi" },
          limits: { memory: "256Mi" },
        },
      ],
    });
    expect(webhook).to.deep.include({ name: "cert-manager-webhook", replicas: { min: 1, max: 1 } });
    expect(webhook?.containers[0]?.requests).to.deep.equal({});
  });

  it("are between the bounds of an autoscaler, and not known while a bound is not", () => {
    const scaled = (maxReplicas: number | { $unknown: true }) =>
      chartWorkloads(record("nginx-ingress"), "2.7.0", {
        controller: { autoscaling: { enabled: true, minReplicas: 2, maxReplicas } },
      })[0]?.replicas;
    expect(scaled(6)).to.deep.equal({ min: 2, max: 6 });
    expect(scaled({ $unknown: true })).to.equal("unknown");
  });

  it("leave out what is disabled", () => {
    const names = chartWorkloads(record("kube-prometheus-stack"), "88.5.3", {
      grafana: { enabled: false },
    }).map(({ name }) => name);
    expect(names).to.include("prometheus").and.not.to.include("grafana");
  });

  it("have images of another version without a tag, unless the values name one", () => {
    const image = (values: Values) =>
      chartWorkloads(record("nginx-ingress"), "2.7.1", { controller: values })[0]?.containers[0]?.image;
    expect(image({})).to.include({ repository: "nginx/nginx-ingress", tag: undefined });
    expect(image({ image: { repository: "mirror/nginx", tag: "5.6.1" } })).to.include({
      repository: "mirror/nginx",
      tag: "5.6.1",
    });
  });

  it("ask for what the chart sets where the values set nothing", () => {
    const [operator] = chartWorkloads(record("keda"), "2.20.2", {
      resources: { operator: { requests: { cpu: "50m" } } },
    });
    expect(operator?.containers[0]).to.deep.include({
      requests: { cpu: "50m", memory: "100Mi" },
      limits: { cpu: "1", memory: "1000Mi" },
    });
  });

  it("have a container only where all its switches are on", () => {
    const initial = (values: Values) =>
      chartWorkloads(record("kube-prometheus-stack"), "88.5.3", { grafana: values })
        .find(({ name }) => name === "grafana")
        ?.containers.filter(({ init }) => init).length;
    expect(initial({})).to.equal(0);
    expect(initial({ persistence: { enabled: true } })).to.equal(1);
    expect(initial({ persistence: { enabled: true }, initChownData: { enabled: false } })).to.equal(0);
  });

  it("have an image whose registry is part of the repository's value", () => {
    const values = { image: { repository: "mirror.example.com/adapter", tag: "1" } };
    expect(chartWorkloads(record("prometheus-adapter"), "5.3.0", values)[0]?.containers[0]?.image).to.include(
      {
        registry: "mirror.example.com",
        repository: "adapter",
      },
    );
  });
});
