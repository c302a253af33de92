import { expect } from "chai";
import type { Endpoint } from "#components/core/link";
import { podsNamed } from "#components/core/link";
import { LinkPolicies } from "#components/workload/link-policies";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import { WebService, type WebServiceArgs } from "#components/workload/web-service";
import type { Graph } from "#graph/model";
import { NetworkPolicies, type Party, podsOf } from "#models/network-policy/network-policies";
import { recordWith, type TestProviders } from "../../support/record.ts";
import { BACKEND, DATABASE, FRONTEND } from "./fixtures.ts";

const OUTSIDE: Record<string, Party> = {
  database: { host: "howlerops.turso.example", address: "203.0.113.10" },
  internet: { host: "elsewhere.example", address: "198.51.100.7" },
  node: { address: "10.128.0.4" },
  metadata: { address: "169.254.169.254" },
  "node cache": { address: "169.254.20.10" },
};
const INSIDE: Record<string, Party> = {
  ingress: { namespace: "ingress", labels: { "app.kubernetes.io/name": "nginx-ingress" } },
  prometheus: { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } },
  grafana: { namespace: "monitoring", labels: { "app.kubernetes.io/name": "grafana" } },
  // A pod of the same namespace that declares nothing, and one that borrows a caller's name elsewhere.
  stranger: { namespace: "howlerops", labels: { "app.kubernetes.io/name": "stranger" } },
  impostor: { namespace: "monitoring", labels: { "app.kubernetes.io/name": "frontend" } },
  dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
};
const PORTS = [22, 53, 80, 443, 3306, 8500, 9100, 10250]
  .map((port) => ({ port }))
  .concat([{ port: 53, protocol: "UDP" } as { port: number }]);

/** The six documented flows as links. Source: howlerops, network policies. */
function howlerops({ kubernetes }: TestProviders, changes: Partial<WebServiceArgs> = {}) {
  const provider = { provider: kubernetes };
  for (const namespace of ["howlerops", "ingress", "monitoring"]) {
    new NamespaceIsolation(namespace, { namespace, partOf: "howlerops" }, provider);
  }
  const backend = new WebService("backend", { ...BACKEND, ...changes }, provider);
  const frontend = new WebService("frontend", { ...FRONTEND, links: [backend.endpoint] }, provider);
  const scraped = backend.metrics ? [backend.metrics] : [];
  new LinkPolicies(
    "ingress",
    {
      caller: podsNamed("nginx-ingress", "ingress"),
      partOf: "howlerops",
      links: [frontend.endpoint, backend.endpoint],
    },
    provider,
  );
  new LinkPolicies(
    "prometheus",
    { caller: podsNamed("prometheus", "monitoring"), partOf: "howlerops", links: scraped },
    provider,
  );
  return {};
}

function flowsOf(graph: Graph): string[] {
  return new NetworkPolicies(graph).edges({ ...podsOf(graph), ...INSIDE, ...OUTSIDE }, PORTS);
}

const RESOLVERS = ["dns", "metadata", "node cache"].flatMap((to) => [`${to} TCP/53`, `${to} UDP/53`]);
const resolves = (from: string) => RESOLVERS.map((resolver) => `${from} → ${resolver}`);

describe("Network flows", () => {
  it("S113: exactly the six documented flows are open, and the resolvers of whoever dials a name", async () => {
    const flows = flowsOf(await recordWith((providers) => howlerops(providers)));
    const expected = [
      "frontend → backend TCP/8500",
      // By port only: a NetworkPolicy knows no host names.
      "backend → database TCP/443",
      "backend → internet TCP/443",
      "ingress → frontend TCP/80",
      "ingress → backend TCP/8500",
      "prometheus → backend TCP/9100",
      ...["backend", "frontend", "ingress", "prometheus"].flatMap(resolves),
    ];
    expect(flows).to.deep.equal(expected.sort());
  });

  it("S113: by host name where the cluster can, only the database is left of the internet", async () => {
    const graph = await recordWith((providers) => howlerops(providers, { hostEgress: "names" }));
    const outside = flowsOf(graph).filter((flow) => flow.endsWith("TCP/443"));
    expect(outside).to.deep.equal(["backend → database TCP/443"]);
  });

  it("S112: an isolated namespace lets nothing in or out that no link declares", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      new NamespaceIsolation(
        "howlerops",
        { namespace: "howlerops", partOf: "howlerops" },
        { provider: kubernetes },
      );
      return {};
    });
    expect(flowsOf(graph)).to.deep.equal([]);
    const policies = new NetworkPolicies(graph);
    const stranger = INSIDE["stranger"] ?? expect.fail();
    const internet = OUTSIDE["internet"] ?? expect.fail();
    expect(policies.allows(stranger, internet, { port: 443 })).to.equal(false);
    expect(policies.allows(internet, stranger, { port: 443 })).to.equal(false);
  });

  it("a removed link closes its flow on both sides and touches no other policy", async () => {
    const urns = (graph: Graph) => graph.nodes.map(({ urn }) => urn);
    const before = await recordWith((providers) => howlerops(providers));
    const after = await recordWith((providers) => howlerops(providers, { links: [] }));
    expect(urns(before)).to.include.members(urns(after));
    expect(flowsOf(after)).not.to.include("backend → database TCP/443");
    expect(flowsOf(after)).to.include("frontend → backend TCP/8500");
  });

  it("ranges known when planning are opened without what they except", async () => {
    const pooler: Endpoint = {
      ...DATABASE,
      host: "10.20.0.3",
      port: 5432,
      peer: { kind: "cidr", ranges: ["10.20.0.0/16", "10.40.0.0/24"], except: ["10.20.9.0/24"] },
    };
    const graph = await recordWith((providers) => howlerops(providers, { links: [pooler] }));
    const policies = new NetworkPolicies(graph);
    const backend = podsOf(graph)["backend"] ?? expect.fail();
    const reaches = (address: string, port: number) => policies.allows(backend, { address }, { port });
    expect(reaches("10.20.0.3", 5432)).to.equal(true);
    expect(reaches("10.40.0.1", 5432)).to.equal(true);
    expect(reaches("10.20.9.1", 5432)).to.equal(false);
    expect(reaches("10.41.0.1", 5432)).to.equal(false);
    expect(reaches("10.20.0.3", 443)).to.equal(false);
    // An address needs no resolver.
    expect(reaches("169.254.169.254", 53)).to.equal(false);
  });

  it("the metadata server is open only to who acts as a Google identity", async () => {
    const metadata = OUTSIDE["metadata"] ?? expect.fail();
    const redirected: Party = { address: "169.254.169.252" };
    for (const googleIdentity of [false, true]) {
      const graph = await recordWith((providers) => howlerops(providers, { googleIdentity, links: [] }));
      const backend = podsOf(graph)["backend"] ?? expect.fail();
      const policies = new NetworkPolicies(graph);
      expect(policies.allows(backend, metadata, { port: 80 })).to.equal(googleIdentity);
      expect(policies.allows(backend, redirected, { port: 988 })).to.equal(googleIdentity);
      // It is asked for by name.
      expect(policies.allows(backend, metadata, { port: 53, protocol: "UDP" })).to.equal(googleIdentity);
      expect(policies.allows(backend, metadata, { port: 22 })).to.equal(false);
    }
  });

  it("matches the port of the pods, not the one the Service shows", async () => {
    const graph = await recordWith((providers) => howlerops(providers, { servicePort: 80 }));
    expect(flowsOf(graph)).to.include("frontend → backend TCP/8500");
    expect(flowsOf(graph)).not.to.include("frontend → backend TCP/80");
  });
});
