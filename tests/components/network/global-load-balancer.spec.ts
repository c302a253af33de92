import { expect } from "chai";
import { GlobalLoadBalancer } from "#components/network/global-load-balancer";
import { program } from "#docs/examples/network/global-load-balancer";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import {
  ARGS,
  backends,
  makeBalancer,
  recordBalancer,
  service,
  THREE_REGIONS,
} from "./balancing/fixtures.ts";

const SERVICE = "gcp:compute/backendService:BackendService";

describe("components/network/GlobalLoadBalancer", () => {
  it("is the whole chain from an anycast address to a backend service", async () => {
    const graph = await recordBalancer();
    expect(childrenOf(graph, "balancer")).to.deep.equal([
      "strata:network:ReservedAddress balancer-address",
      "strata:network:ArmorPolicy balancer-armor",
      "gcp:networkservices/serviceLbPolicies:ServiceLbPolicies balancer-distribution",
      "gcp:compute/healthCheck:HealthCheck balancer-health",
      "gcp:compute/backendService:BackendService balancer-backend",
      "gcp:compute/uRLMap:URLMap balancer-routes",
      "gcp:certificatemanager/certificateMap:CertificateMap balancer-certificates",
      "gcp:certificatemanager/dnsAuthorization:DnsAuthorization balancer-proof-site",
      "gcp:certificatemanager/certificate:Certificate balancer-certificate-site",
      "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry balancer-host-site",
      "gcp:compute/sSLPolicy:SSLPolicy balancer-tls",
      "gcp:compute/targetHttpsProxy:TargetHttpsProxy balancer-https-proxy",
      "gcp:compute/uRLMap:URLMap balancer-redirect",
      "gcp:compute/targetHttpProxy:TargetHttpProxy balancer-http-proxy",
      "gcp:compute/globalForwardingRule:GlobalForwardingRule balancer-https",
      "gcp:compute/globalForwardingRule:GlobalForwardingRule balancer-http",
    ]);
    expect(outputsOf(graph)["address"]).to.deep.equal({ $unknown: true });
  });

  it("S28: leads one anycast address to Mumbai, Singapore and the USA, a backend for each zone", async () => {
    const graph = await recordBalancer();
    expect(nodeNamed(graph, "balancer-address-address").type).to.equal(
      "gcp:compute/globalAddress:GlobalAddress",
    );
    for (const rule of ["balancer-https", "balancer-http"]) {
      expect(nodeNamed(graph, rule).inputs).to.include({ loadBalancingScheme: "EXTERNAL_MANAGED" });
      expect(nodeNamed(graph, rule).propertyDependencies["ipAddress"]).to.deep.equal([
        nodeNamed(graph, "balancer-address-address").urn,
      ]);
    }
    const node = nodeNamed(graph, "balancer-backend");
    expect(node.inputs).to.include({ loadBalancingScheme: "EXTERNAL_MANAGED", protocol: "HTTPS" });
    const found = backends(node);
    expect(Object.keys(found)).to.deep.equal([
      "asia-south1-a",
      "asia-south1-b",
      "asia-southeast1-a",
      "asia-southeast1-b",
      "us-central1-a",
      "us-central1-b",
      "us-central1-c",
    ]);
    expect(found["us-central1-c"]).to.deep.equal({
      name: "gmail-auth-ingress",
      balancingMode: "RATE",
      maxRatePerEndpoint: 1000,
      capacityScaler: 1,
    });
  });

  it("S29: asks for health every 5 seconds, at the port that serves", async () => {
    const check = nodeNamed(await recordBalancer(), "balancer-health");
    expect(check.inputs).to.deep.equal({
      checkIntervalSec: 5,
      timeoutSec: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      httpsHealthCheck: { requestPath: "/healthz", portSpecification: "USE_SERVING_PORT" },
      logConfig: { enable: true },
    });
  });

  it("asks in the way that the pods speak", async () => {
    const asked = async (protocol: "http" | "grpc") => {
      const { endpoint } = service("api");
      const graph = await recordBalancer({
        service: service("api", { endpoint: { ...endpoint, protocol } }),
      });
      const { inputs } = nodeNamed(graph, "balancer-health");
      const kind = Object.keys(inputs).find((key) => key.endsWith("HealthCheck"));
      return [nodeNamed(graph, "balancer-backend").inputs["protocol"], kind];
    };
    expect(await asked("http")).to.deep.equal(["HTTP", "httpHealthCheck"]);
    expect(await asked("grpc")).to.deep.equal(["HTTP2", "http2HealthCheck"]);
  });

  it("S30: fails over by health, and by hand: a drained region keeps its backends and gets nothing", async () => {
    const graph = await recordBalancer({
      regions: { ...THREE_REGIONS, "asia-south1": { ...THREE_REGIONS["asia-south1"], drained: true } },
    });
    const shares = Object.entries(backends(nodeNamed(graph, "balancer-backend"))).map(
      ([zone, { capacityScaler }]) => `${zone} ${capacityScaler}`,
    );
    expect(shares).to.deep.equal([
      "asia-south1-a 0",
      "asia-south1-b 0",
      "asia-southeast1-a 1",
      "asia-southeast1-b 1",
      "us-central1-a 1",
      "us-central1-b 1",
      "us-central1-c 1",
    ]);
    expect(nodeNamed(graph, "balancer-distribution").inputs).to.deep.equal({
      location: "global",
      loadBalancingAlgorithm: "WATERFALL_BY_REGION",
      autoCapacityDrain: { enable: true },
      failoverConfig: { failoverHealthThreshold: 70 },
    });
    expect(nodeNamed(graph, "balancer-backend").propertyDependencies).to.deep.include({
      serviceLbPolicy: [nodeNamed(graph, "balancer-distribution").urn],
      healthChecks: [nodeNamed(graph, "balancer-health").urn],
    });
  });

  it("takes a part of a region's capacity", async () => {
    const graph = await recordBalancer({
      regions: { ...THREE_REGIONS, "asia-south1": { zones: ["asia-south1-a"], capacity: 0.1 } },
    });
    expect(backends(nodeNamed(graph, "balancer-backend"))["asia-south1-a"]).to.include({
      capacityScaler: 0.1,
    });
    expect(nodeNamed(graph, "balancer").published?.["facts"]).to.deep.include({
      regions: [
        { region: "asia-south1", zones: ["asia-south1-a"], capacity: 0.1, drained: false },
        {
          region: "asia-southeast1",
          zones: ["asia-southeast1-a", "asia-southeast1-b"],
          capacity: 1,
          drained: false,
        },
        {
          region: "us-central1",
          zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
          capacity: 1,
          drained: false,
        },
      ],
    });
  });

  it("keeps its address, unless nothing is protected", async () => {
    const protectedNames = async (protect: boolean) =>
      (await recordBalancer({ protect })).nodes.filter((node) => node.protect).map(({ name }) => name);
    expect(await protectedNames(true)).to.deep.equal(["balancer-address-address"]);
    expect(await protectedNames(false)).to.deep.equal([]);
    const relaxed = await recordBalancer({
      protect: false,
      tls: { profile: "MODERN" },
      distribution: { drainUnhealthy: false },
      service: service("ingress", { logSampleRate: 0 }),
    });
    expect(nodeNamed(relaxed, "balancer").published?.["facts"]).to.deep.include({
      optOuts: [
        { argument: "protect", value: false, default: true },
        { argument: "tls.profile", value: "MODERN", default: "RESTRICTED" },
        { argument: "distribution.drainUnhealthy", value: false, default: true },
        { argument: "service.logSampleRate", value: 0, default: 1 },
      ],
    });
  });

  it("says what it leads to, and its address", async () => {
    const graph = await recordBalancer({
      routes: { login: { paths: ["/login"], service: service("login") } },
    });
    const { published } = nodeNamed(graph, "balancer");
    expect(published?.["links"]).to.have.length(2);
    expect(published?.["facts"]).to.deep.equal({
      hosts: ["example.com"],
      regions: [
        { region: "asia-south1", zones: ["asia-south1-a", "asia-south1-b"], capacity: 1, drained: false },
        {
          region: "asia-southeast1",
          zones: ["asia-southeast1-a", "asia-southeast1-b"],
          capacity: 1,
          drained: false,
        },
        {
          region: "us-central1",
          zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
          capacity: 1,
          drained: false,
        },
      ],
      tls: { min: "1.2", max: "1.3", upstream: "HTTPS" },
      healthCheck: { path: "/healthz", intervalSeconds: 5, failures: 2 },
      routes: [{ paths: ["/login"], match: "prefix", to: "gmail-auth-login" }],
    });
  });

  it("stands beside another of its kind", async () => {
    const graph = await recordWith(({ gcp }) => {
      makeBalancer({}, gcp);
      new GlobalLoadBalancer("other", { ...ARGS, address: "other" }, { provider: gcp });
      return {};
    });
    expect(childrenOf(graph, "other")).to.have.length(childrenOf(graph, "balancer").length);
  });

  it("runs its example", async () => {
    const graph = await record(program, { project: "gmail-auth", stack: "prod" });
    expect(graph.nodes.filter(({ type }) => type === SERVICE)).to.have.length(4);
    expect(nodeNamed(graph, "balancer").published?.["facts"]).to.deep.include({
      regions: [
        {
          region: "asia-south1",
          zones: ["asia-south1-a", "asia-south1-b", "asia-south1-c"],
          capacity: 1,
          drained: false,
        },
        {
          region: "asia-southeast1",
          zones: ["asia-southeast1-a", "asia-southeast1-b"],
          capacity: 1,
          drained: true,
        },
        {
          region: "us-central1",
          zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
          capacity: 1,
          drained: false,
        },
      ],
      geoRouting: [{ name: "india", countries: ["IN"], regions: ["asia-south1"], strict: false }],
    });
  });
});
