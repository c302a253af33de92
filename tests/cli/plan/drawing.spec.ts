import { expect } from "chai";
import { requestDrawing } from "#cli/plan/drawing";
import { drawTopology } from "#cli/plan/topology";
import { endpointGroup } from "#components/core/endpoint-group";
import { kubernetesApi } from "#components/core/kubernetes/api";
import { endpointId } from "#components/core/link";
import { LoadBalancer } from "#components/edge/load-balancer";
import { Zone } from "#components/edge/zone";
import { ExternalEndpoint } from "#components/network/external-endpoint";
import { PassthroughLoadBalancer } from "#components/network/passthrough-load-balancer";
import type { Graph, Node } from "#graph/model";
import { resolveTopology } from "#graph/topology";
import { cluster, planned, service } from "../../graph/topology/support.ts";
import { recordWith } from "../../support/record.ts";

const accountId = "0123456789abcdef0123456789abcdef";
const drawn = (graph: Graph) => drawTopology(requestDrawing(graph, resolveTopology(graph)));
const outside = (name: string) =>
  new ExternalEndpoint(name, { hosts: [`${name}.example`], port: 443 }).endpoint;

describe("the drawing of a topology", () => {
  it("begins with what visitors meet first, and follows records and pools to what they lead to", async () => {
    const graph = await recordWith(({ cloudflare }) => {
      const opts = { provider: cloudflare };
      const one = cluster("one");
      const api = service("api", one, [outside("database")]);
      const record = { type: "A", name: "@", content: "203.0.113.1", to: api.endpoint } as const;
      const zone = new Zone(
        "edge",
        { domain: "example.com", accountId, plan: "pro", records: { apex: record } },
        opts,
      );
      const pools = { a: { origins: { one: { address: "203.0.113.1", to: api.endpoint } } } };
      new LoadBalancer("balancer", { zone, accountId, host: "app", pools }, opts);
      return {};
    });
    expect(drawn(graph)).to.deep.equal([
      "user ─▶ edge ─▶ api ─▶ database",
      "             └▶ balancer ─▶ api",
    ]);
  });

  it("shows a load balancer for addresses before its pods, and visitors before a public one", async () => {
    const through = (scope: "internal" | "external") =>
      planned(() => {
        const one = cluster("one");
        const { endpoint } = service("inference", one);
        if (endpoint.peer.kind === "pods") {
          new PassthroughLoadBalancer(
            "balancer",
            {
              pods: endpoint.peer,
              to: endpoint,
              ports: { grpc: { port: 8001 } },
              sourceRanges: ["10.0.0.0/8"],
              scope,
              address: "10.0.0.9",
            },
            { provider: one },
          );
        }
      });
    expect(drawn(await through("internal"))).to.deep.equal(["balancer ─▶ inference"]);
    expect(drawn(await through("external"))).to.deep.equal(["user ─▶ balancer ─▶ inference"]);
  });

  it("shows a group as one thing, whoever calls it, with what its members call", async () => {
    const graph = await planned(() => {
      const one = cluster("one");
      const backups = outside("backups");
      const shard = (name: string) => ({ ...service(name, one, [backups]).endpoint, name });
      const shards = endpointGroup("shards", { a: shard("shard-a"), b: shard("shard-b") });
      service("api", one, [shards]);
      service("worker", one, [shards]);
    });
    expect(drawn(graph)).to.deep.equal(["api ─▶ shards ×2 ─▶ backups", "worker ─▶ shards ×2"]);
  });

  it("names what lies outside, and the cluster's own API", async () => {
    const graph = await planned(() => {
      const id = endpointId("urn:pulumi:data::shop::strata:database:PostgresDatabase::orders", "primary");
      const orders = { ...outside("unused"), name: "orders", id };
      service("api", cluster("one"), [orders, kubernetesApi(["172.16.0.0/28"])]);
    });
    expect(drawn(graph)).to.deep.equal(["api ─▶ kubernetes-api", "    └▶ orders (outside)"]);
  });

  it("tells apart what has one name in several stacks", async () => {
    const one = await planned(() => service("api", cluster("one"), [outside("database")]));
    const moved: Node[] = JSON.parse(
      JSON.stringify(one.nodes).replaceAll("urn:pulumi:test::", "urn:pulumi:west::"),
    );
    expect(drawn({ ...one, nodes: [...one.nodes, ...moved] })).to.deep.equal([
      "api of test ─▶ database of test",
      "api of west ─▶ database of west",
    ]);
  });

  it("leaves scrapes out", async () => {
    const graph = await planned(() => {
      const one = cluster("one");
      service("api", one, [service("data", one).endpoint]);
    });
    const scrape = JSON.parse(JSON.stringify(graph).replaceAll('"purpose":"request"', '"purpose":"scrape"'));
    expect(drawn(scrape)).to.deep.equal([]);
  });
});
