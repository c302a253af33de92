import { expect } from "chai";
import { LoadBalancer, type LoadBalancerArgs } from "#components/edge/load-balancer";
import { Zone } from "#components/edge/zone";
import { ReservedAddress } from "#components/network/reserved-address";
import { program } from "#docs/examples/edge/load-balancer";
import { type Graph, isUnknown, UNKNOWN } from "#graph/model";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";

const accountId = "0123456789abcdef0123456789abcdef";
const pools = {
  a: { origins: { one: { address: "192.0.2.1" } } },
  b: { origins: { one: { address: "192.0.2.2", weight: 0.5, port: 8443, host: "b.example.com" } } },
};

function planned(args: Partial<LoadBalancerArgs> = {}, plan: "pro" | "enterprise" = "pro"): Promise<Graph> {
  return recordWith(({ cloudflare }) => {
    const opts = { provider: cloudflare };
    const zone = new Zone("zone", { domain: "example.com", accountId, plan, records: {} }, opts);
    new LoadBalancer("lb", { zone, accountId, host: "app", pools, ...args }, opts);
    return {};
  });
}

describe("LoadBalancer at the edge", () => {
  it("makes exactly these resources, as its example shows", async () => {
    const graph = await record(program, { project: "strata", stack: "test" });
    expect(childrenOf(graph, "global")).to.deep.equal([
      "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor global-monitor",
      "cloudflare:index/loadBalancerPool:LoadBalancerPool global-india",
      "cloudflare:index/loadBalancerPool:LoadBalancerPool global-singapore",
      "cloudflare:index/loadBalancerPool:LoadBalancerPool global-america",
      "cloudflare:index/loadBalancer:LoadBalancer global-host",
    ]);
    const { inputs } = nodeNamed(graph, "global-host");
    expect(inputs).to.include({
      name: "example.com",
      proxied: true,
      steeringPolicy: "geo",
      sessionAffinity: "none",
    });
    expect(inputs["adaptiveRouting"]).to.deep.equal({ failoverAcrossPools: true });
    expect(inputs["defaultPools"]).to.have.length(3);
    expect(Object.keys(inputs["regionPools"] ?? {})).to.deep.equal([
      "ENAM",
      "ME",
      "NEAS",
      "OC",
      "SAS",
      "SEAS",
      "WNAM",
    ]);
  });

  it("asks for health as documented and lets every region fall back on the other pools", async () => {
    const graph = await planned({
      pools: { a: { ...pools.a, regions: ["WEU"], countries: ["FR"] }, b: pools.b },
      steering: "geo",
    });
    expect(nodeNamed(graph, "lb-monitor").inputs).to.deep.include({
      type: "https",
      path: "/healthz",
      interval: 60,
      timeout: 5,
      retries: 2,
      expectedCodes: "200",
      header: { Host: ["app.example.com"] },
    });
    const { regionPools, countryPools } = nodeNamed(graph, "lb-host").inputs;
    expect(regionPools).to.have.property("WEU").with.length(2);
    expect(countryPools).to.have.property("FR").with.length(2);
    expect(isUnknown(nodeNamed(graph, "lb-a").inputs["monitor"])).to.equal(true);
  });

  it("names its pools so that other stacks of the account may have the like", async () => {
    expect(nodeNamed(await planned(), "lb-a").inputs["name"]).to.equal("example-com-lb-a");
  });

  it("writes servers with their weights, ports and hosts", async () => {
    expect(nodeNamed(await planned(), "lb-b").inputs["origins"]).to.deep.equal([
      {
        name: "one",
        address: "192.0.2.2",
        weight: 0.5,
        enabled: true,
        port: 8443,
        header: { hosts: ["b.example.com"] },
      },
    ]);
  });

  it("knows each way of steering and of staying", async () => {
    const policy = async (args: Partial<LoadBalancerArgs>) =>
      nodeNamed(await planned(args), "lb-host").inputs;
    expect(await policy({ steering: "failover" })).to.include({ steeringPolicy: "off" });
    expect(await policy({ steering: "latency" })).to.include({ steeringPolicy: "dynamic_latency" });
    expect(await policy({ affinity: { kind: "cookie" } })).to.include({
      sessionAffinity: "cookie",
      sessionAffinityTtl: 82800,
    });
    expect(await policy({ affinity: { kind: "cookie", byAddress: true, seconds: 3600 } })).to.include({
      sessionAffinity: "ip_cookie",
      sessionAffinityTtl: 3600,
    });
    expect(await policy({ affinity: { kind: "header", headers: ["x-user"] } })).to.include({
      sessionAffinity: "header",
    });
  });

  it("steers to the nearest pool by the pools' places on the map", async () => {
    const graph = await planned({
      steering: "proximity",
      pools: { a: { ...pools.a, location: [19.08, 72.88] }, b: { ...pools.b, location: [0, -77.5] } },
    });
    expect(nodeNamed(graph, "lb-host").inputs).to.include({ steeringPolicy: "proximity" });
    expect(nodeNamed(graph, "lb-a").inputs).to.include({ latitude: 19.08, longitude: 72.88 });
    expect(nodeNamed(graph, "lb-b").inputs).to.include({ latitude: 0, longitude: -77.5 });
  });

  it("steers by open connections, without places", async () => {
    const graph = await planned({ steering: "least_connections" });
    expect(nodeNamed(graph, "lb-host").inputs).to.include({ steeringPolicy: "least_connections" });
    expect(nodeNamed(graph, "lb-a").inputs).not.to.have.any.keys("latitude", "longitude");
  });

  it("plans servers whose addresses are yet to be reserved", async () => {
    const graph = await recordWith(({ cloudflare, gcp }) => {
      const reserved = { addressName: "example-ingress", region: "us-central1" };
      const { address } = new ReservedAddress("ingress", reserved, { provider: gcp });
      const opts = { provider: cloudflare };
      const zone = new Zone("zone", { domain: "example.com", accountId, plan: "pro", records: {} }, opts);
      const origins = { reserved: { address }, fixed: { address: "192.0.2.1" } };
      new LoadBalancer("lb", { zone, accountId, host: "app", pools: { a: { origins } } }, opts);
      return {};
    });
    expect(nodeNamed(graph, "lb-a").inputs["origins"]).to.deep.equal([
      { name: "reserved", address: UNKNOWN, weight: 1, enabled: true },
      { name: "fixed", address: "192.0.2.1", weight: 1, enabled: true },
    ]);
  });

  it("leaves the other pools alone when one comes or goes", async () => {
    const urns = async (args: Partial<LoadBalancerArgs>) => (await planned(args)).nodes.map(({ urn }) => urn);
    expect(await urns({ pools: { c: pools.b, ...pools } })).to.include.members(await urns({}));
  });

  it("refuses what would leave visitors without a server", async () => {
    const many = Object.fromEntries(
      [...Array(21).keys()].map((key) => [`o${key}`, { address: "192.0.2.1" }]),
    );
    const cases: [Partial<LoadBalancerArgs>, string][] = [
      [{ pools: {} }, "pools is {}; allowed are at least one"],
      [{ fallback: "c" }, 'fallback is "c"; allowed are "a", "b"'],
      [{ steering: "geo" }, 'steering is "geo"; allowed are geo only when a pool names regions or countries'],
      [{ steering: "proximity" }, "pools.a.location is missing; allowed are given for steering proximity"],
      [{ pools: { a: { origins: {} } } }, "pools.a.origins is {}"],
      [
        { pools: { a: { ...pools.a, minimumHealthy: 2 } } },
        "pools.a.minimumHealthy is 2; allowed are whole numbers from 0 to 1",
      ],
      [
        { pools: { a: { origins: many } } },
        "pools' origins is 21; allowed are at most 20 on plan pro; it needs plan enterprise",
      ],
      [
        { monitor: { intervalSeconds: 10 } },
        "monitor.intervalSeconds is 10; allowed are whole numbers from 60",
      ],
      [
        { affinity: { kind: "cookie", seconds: 60 } },
        "affinity.seconds is 60; allowed are whole numbers from 1800 to 604800",
      ],
      [
        { affinity: { kind: "header", headers: [] } },
        "affinity.headers is []; allowed are one to five header names",
      ],
    ];
    for (const [args, words] of cases) {
      expect(await planned(args).then(() => "accepted", String))
        .to.include('LoadBalancer "lb": ')
        .and.to.include(words);
    }
    await planned({ monitor: { intervalSeconds: 10 } }, "enterprise");
  });
});
