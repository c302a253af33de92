import { expect } from "chai";
import { unknownChartValues } from "#components/core/kubernetes/chart";
import { NGINX_CHART } from "#components/ingress/nginx/chart";
import { NginxIngress, type NginxIngressArgs } from "#components/ingress/nginx-ingress";
import { program } from "#docs/examples/ingress/nginx-ingress";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { CLOUDFLARE_RANGES } from "#models/cloudflare/ranges";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { CONTROLLER, listOf, under, valuesOf } from "./fixtures.ts";

const COMPONENT = "strata:ingress:NginxIngress";

function controller(changes: Partial<NginxIngressArgs> = {}): Promise<Graph> {
  return recordWith(({ kubernetes }) => {
    new NginxIngress("ingress", { ...CONTROLLER, ...changes }, { provider: kubernetes });
    return {};
  });
}

async function entries(changes: Partial<NginxIngressArgs> = {}) {
  return under(valuesOf(await controller(changes), "ingress-release"), "controller", "config", "entries");
}

describe("NginxIngress", () => {
  it("has exactly these children", async () => {
    expect(childrenOf(await controller(), "ingress", COMPONENT)).to.deep.equal([
      "strata:cluster:Namespace ingress-namespace",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy ingress-deny-all",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy ingress-to-dns",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy ingress-to-kubernetes-api",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy ingress-from-outside",
      ...[
        "policies",
        "virtualservers",
        "virtualserverroutes",
        "transportservers",
        "globalconfigurations",
      ].map((plural) => `kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition ingress-${plural}`),
      "kubernetes:helm.sh/v3:Release ingress-release",
    ]);
  });

  it("brings the definitions of its custom resources itself, before its release and to stay", async () => {
    const graph = await controller();
    const definition = nodeNamed(graph, "ingress-virtualservers");
    expect(under(definition.inputs, "metadata", "name")).to.equal("virtualservers.k8s.nginx.org");
    expect(definition.settings.retainOnDelete).to.equal(true);
    const release = nodeNamed(graph, "ingress-release");
    expect(release.inputs).to.include({ skipCrds: true });
    expect(release.dependencies).to.include(definition.urn);
    const second = await controller({ installDefinitions: false });
    expect(childrenOf(second, "ingress", COMPONENT).join()).not.to.include("CustomResourceDefinition");
  });

  it("S35: is the F5 controller at a pinned version, at its static address, open to Cloudflare alone", async () => {
    const graph = await controller({ exposure: { from: "cloudflare", address: "203.0.113.77" } });
    expect(nodeNamed(graph, "ingress-release").inputs).to.include({
      chart: "oci://ghcr.io/nginx/charts/nginx-ingress",
      version: "2.7.1",
      namespace: "nginx-ingress",
    });
    expect(under(valuesOf(graph, "ingress-release"), "controller", "service")).to.deep.equal({
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      annotations: { "cloud.google.com/l4-rbs": "enabled" },
      loadBalancerIP: "203.0.113.77",
      loadBalancerSourceRanges: CLOUDFLARE_RANGES.ipv4,
    });
  });

  it("keeps an address that is known only after it is reserved as unknown", async () => {
    const graph = await recordWith(({ kubernetes, gcp }) => {
      const address = new NginxIngress("other", CONTROLLER, { provider: kubernetes }).resources.release.id;
      const exposure = { from: "cloudflare", address } as const;
      new NginxIngress("ingress", { ...CONTROLLER, exposure, namespace: "second" }, { provider: kubernetes });
      return { gcp: gcp.urn };
    });
    const service = under(valuesOf(graph, "ingress-release"), "controller", "service");
    expect(under(service, "loadBalancerIP")).to.deep.equal({ $unknown: true });
    expect(under(service, "type")).to.equal("LoadBalancer");
  });

  it("S39: offers TLS 1.2 and 1.3 with forward secrecy only", async () => {
    const found = await entries();
    expect(under(found, "ssl-protocols")).to.equal("TLSv1.2 TLSv1.3");
    for (const cipher of String(under(found, "ssl-ciphers")).split(":")) {
      expect(cipher).to.match(/^ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA\d+|CHACHA20-POLY1305)$/);
    }
  });

  it("S50: takes the client's address from Cloudflare's header, and only from Cloudflare's ranges", async () => {
    const found = await entries();
    expect(under(found, "set-real-ip-from")).to.equal(CLOUDFLARE_RANGES.ipv4.join(","));
    expect(under(found, "real-ip-header")).to.equal("CF-Connecting-IP");
  });

  it("S47: compresses text, also for requests that come through a proxy", async () => {
    const snippets = String(under(await entries(), "http-snippets"));
    expect(snippets).to.include("gzip on;").and.include("gzip_proxied any;");
    expect(snippets).to.match(/gzip_types [^;]*application\/json/);
  });

  it("S51: leaves requests for health out of the log", async () => {
    const found = await entries();
    expect(under(found, "server-snippets")).to.equal("access_log /dev/stdout main if=$logged;");
    const map = /map \$request_uri \$logged \{ (.*) default 1; \}/.exec(
      String(under(found, "http-snippets")),
    )?.[1];
    const unlogged = [...String(map).matchAll(/"~(\S+)" 0;/g)].map(
      ([, pattern]) => new RegExp(pattern ?? ""),
    );
    const logged = (uri: string) => !unlogged.some((pattern) => pattern.test(uri));
    expect(["/health", "/healthz", "/health/ready?deep=1"].filter(logged)).to.deep.equal([]);
    expect(["/", "/api/health", "/healthy", "/health/x"].filter((uri) => !logged(uri))).to.deep.equal([]);
  });

  it("never says which nginx it is, and takes no snippets from namespaced objects", async () => {
    const values = valuesOf(await controller(), "ingress-release");
    expect(under(values, "controller", "config", "entries", "server-tokens")).to.equal("False");
    expect(under(values, "controller", "enableSnippets")).to.equal(false);
    expect(under(values, "controller", "telemetryReporting", "enable")).to.equal(false);
    expect(under(values, "controller", "readOnlyRootFilesystem")).to.equal(true);
  });

  it("scales from 2 to 6 pods, loses one at a time, and spreads over zones", async () => {
    const values = under(valuesOf(await controller(), "ingress-release"), "controller");
    expect(under(values, "autoscaling")).to.include({ enabled: true, minReplicas: 2, maxReplicas: 6 });
    expect(under(values, "podDisruptionBudget")).to.deep.equal({ enabled: true, maxUnavailable: 1 });
    expect(under(values, "topologySpreadConstraints", 0)).to.deep.include({
      topologyKey: "topology.kubernetes.io/zone",
      whenUnsatisfiable: "DoNotSchedule",
    });
    expect(under(values, "strategy", "rollingUpdate")).to.deep.equal({ maxSurge: 1, maxUnavailable: 0 });
    const nodes = under(
      valuesOf(await controller({ spread: "nodes" }), "ingress-release"),
      "controller",
      "topologySpreadConstraints",
    );
    expect(listOf(nodes).map((each) => under(each, "whenUnsatisfiable"))).to.deep.equal([
      "ScheduleAnyway",
      "ScheduleAnyway",
    ]);
  });

  it("gives its chart only values that the chart knows, however it is exposed", async () => {
    const behind: NginxIngressArgs["exposure"] = {
      from: "google-load-balancer",
      endpointGroup: "shop",
      certificate: "shop/tls",
    };
    const all: Partial<NginxIngressArgs> = { priorityClassName: "critical", watchNamespaces: ["a", "b"] };
    for (const changes of [{}, all, { exposure: behind }]) {
      const values = valuesOf(await controller(changes), "ingress-release");
      expect(unknownChartValues(NGINX_CHART.values, values)).to.deep.equal([]);
    }
  });

  it("stands behind a global load balancer as endpoint groups, with Google's ranges trusted", async () => {
    const graph = await record(program, { project: "strata", stack: "test" });
    const values = under(valuesOf(graph, "regional-release"), "controller");
    expect(under(values, "service")).to.deep.equal({
      type: "ClusterIP",
      annotations: { "cloud.google.com/neg": '{"exposed_ports":{"443":{"name":"shop-ingress"}}}' },
    });
    expect(under(values, "config", "entries", "set-real-ip-from")).to.equal("35.191.0.0/16,130.211.0.0/22");
    expect(under(values, "defaultTLS", "secret")).to.equal("shop/shop-tls");
    expect(under(valuesOf(graph, "ingress-release"), "controller", "healthStatus")).to.equal(undefined);
  });

  it("waits for its namespace and policies, so that no pod runs before them", async () => {
    const graph = await controller();
    const { dependencies } = nodeNamed(graph, "ingress-release");
    expect(dependencies).to.include.members([
      nodeNamed(graph, "ingress-namespace-namespace").urn,
      nodeNamed(graph, "ingress-deny-all").urn,
    ]);
    expect(nodeNamed(graph, "ingress-deny-all").dependencies).to.include(
      nodeNamed(graph, "ingress-namespace-namespace").urn,
    );
  });

  it("protects its namespace unless told otherwise", async () => {
    expect(nodeNamed(await controller(), "ingress-namespace-namespace").protect).to.equal(true);
    const relaxed = await controller({ protect: false });
    expect(nodeNamed(relaxed, "ingress-namespace-namespace").protect).to.equal(false);
  });

  const mistakes: [string, Partial<NginxIngressArgs>, string][] = [
    ["fewest pods", { minReplicas: 0 }, "minReplicas is 0; allowed are whole numbers from 1 to 100"],
    ["most pods below the fewest", { maxReplicas: 1 }, "maxReplicas is 1; allowed are whole numbers from 2"],
    ["a share of CPU", { targetCpuPercent: 100 }, "targetCpuPercent is 100; allowed are 10 to 95"],
    ["a class name", { className: "Nginx" }, 'className is "Nginx"; allowed are DNS labels'],
    ["no control plane", { controlPlaneRanges: [] }, "controlPlaneRanges is []; allowed are one or more"],
  ];
  for (const [what, changes, words] of mistakes) {
    it(`refuses ${what} that cannot work`, async () => {
      const failure = await failureOf(controller(changes));
      expect(failure).to.include(`NginxIngress "ingress": ${words}`);
    });
  }
});
