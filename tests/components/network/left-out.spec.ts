import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress.js";
import { GlobalForwardingRule } from "@pulumi/gcp/compute/globalForwardingRule.js";
import type { ResourceTransform } from "@pulumi/pulumi";
import { expect } from "chai";
import { LoadBalancer } from "#components/edge/load-balancer";
import { Zone } from "#components/edge/zone";
import { GlobalLoadBalancer } from "#components/network/global-load-balancer";
import { nodeNamed, recordWith } from "../../support/record.ts";
import { ARGS } from "./balancing/fixtures.ts";

const accountId = "0123456789abcdef0123456789abcdef";

describe("what balancers leave out", () => {
  it("H32 is served by the edge: a bucket by the zone, Cloud Run as an origin with its own host", async () => {
    const graph = await recordWith(({ cloudflare: provider }) => {
      const zone = new Zone(
        "zone",
        {
          domain: "example.com",
          accountId,
          plan: "pro",
          records: { cdn: { type: "CNAME", name: "cdn", content: "c.storage.googleapis.com" } },
          buckets: { cdn: { hosts: ["cdn.example.com"], bucket: "assets" } },
        },
        { provider },
      );
      const host = "shop-abc-uc.a.run.app";
      const pools = { run: { origins: { shop: { address: host, host } } } };
      new LoadBalancer("run", { zone, accountId, host: "shop", pools }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "run-run").inputs["origins"]).to.deep.equal([
      {
        name: "shop",
        address: "shop-abc-uc.a.run.app",
        weight: 1,
        enabled: true,
        header: { hosts: ["shop-abc-uc.a.run.app"] },
      },
    ]);
    expect(nodeNamed(graph, "zone-buckets").inputs["rules"]).to.have.length(1);
  });

  it("H33 is a few resources beside the balancer: an IPv6 address in front of the same proxy, and a cache", async () => {
    const graph = await recordWith(({ gcp }) => {
      const cached: ResourceTransform = ({ type, props, opts }) =>
        type === "gcp:compute/backendService:BackendService"
          ? { props: { ...props, enableCdn: true }, opts }
          : undefined;
      const opts = { provider: gcp, transforms: [cached] };
      const balancer = new GlobalLoadBalancer("balancer", ARGS, opts);
      const { address } = new GlobalAddress("six", { ipVersion: "IPV6" }, { provider: gcp });
      new GlobalForwardingRule(
        "six",
        {
          target: balancer.resources.frontEnd.httpsProxy.id,
          ipAddress: address,
          portRange: "443",
          loadBalancingScheme: "EXTERNAL_MANAGED",
        },
        { provider: gcp },
      );
      return {};
    });
    expect(nodeNamed(graph, "balancer-backend").inputs["enableCdn"]).to.equal(true);
    const rule = graph.nodes.find(
      ({ type, name }) => type === "gcp:compute/globalForwardingRule:GlobalForwardingRule" && name === "six",
    );
    expect(rule?.propertyDependencies["target"]?.[0]).to.include("TargetHttpsProxy");
  });
});
