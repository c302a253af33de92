import { expect } from "chai";
import { NetworkPolicies, type Party } from "#models/network-policy/network-policies";
import { nodeNamed } from "../../../support/record.ts";
import { recorded } from "./fixtures.ts";

describe("Monitoring", () => {
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
});
