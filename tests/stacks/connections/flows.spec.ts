import { expect } from "chai";
import type { Graph } from "#graph/model";
import { NetworkPolicies, type Party, podsOf } from "#models/network-policy/network-policies";
import { stackGraph } from "../../support/stacks.ts";

/** Everything outside the system's own workloads that a connection may lead to or come from. */
const OTHERS: Readonly<Record<string, Party>> = {
  ingress: {
    namespace: "nginx-ingress",
    labels: { "app.kubernetes.io/name": "nginx-ingress", "app.kubernetes.io/instance": "nginx" },
  },
  prometheus: { namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } },
  grafana: { namespace: "monitoring", labels: { "app.kubernetes.io/name": "grafana" } },
  dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  metadata: { address: "169.254.169.254" },
  internet: { host: "elsewhere.example", address: "198.51.100.7" },
  node: { address: "10.4.0.7" },
  cloudflare: { address: "173.245.48.9" },
};
const PORTS = [22, 80, 443, 3000, 5432, 6378, 8500, 9100, 9464, 10250].map((port) => ({ port }));

/** Allowed connections of a stack in which one of the system's own workloads takes part. */
function flows(graph: Graph, system: string, more: Readonly<Record<string, Party>> = {}): string[] {
  const own = Object.fromEntries(
    Object.entries(podsOf(graph)).filter(([, party]) => "namespace" in party && party.namespace === system),
  );
  const names = Object.keys(own);
  return new NetworkPolicies(graph)
    .edges({ ...own, ...OTHERS, ...more }, PORTS)
    .filter((edge) => names.some((name) => edge.startsWith(`${name} `) || edge.includes(`→ ${name} `)));
}

describe("S113 flows of the stacks", () => {
  it("S113 howlerops-prod: the documented flows and no others, the outside and the system namespaces included", async () => {
    const stranger: Party = { namespace: "howlerops", labels: { "app.kubernetes.io/name": "stranger" } };
    expect(flows(await stackGraph("howlerops-prod"), "howlerops", { stranger })).to.deep.equal([
      // The database is a host outside; by port only, since a NetworkPolicy knows no host names.
      "backend → cloudflare TCP/443",
      "backend → internet TCP/443",
      "frontend → backend TCP/8500",
      "ingress → backend TCP/8500",
      "ingress → frontend TCP/80",
      "prometheus → backend TCP/9100",
    ]);
  });

  it("S114 nextjs-prod: the servers reach their data, nobody else reaches anything", async () => {
    const managed: Party = { address: "10.0.0.9" };
    expect(flows(await stackGraph("nextjs-prod"), "nextjs", { managed })).to.deep.equal([
      "app → cloudflare TCP/443",
      "app → internet TCP/443",
      "app → managed TCP/5432",
      "app → managed TCP/6378",
      "app → metadata TCP/80",
      "ingress → app TCP/3000",
      "prometheus → app TCP/9464",
      "prometheus → worker TCP/9464",
      "worker → managed TCP/5432",
      "worker → managed TCP/6378",
    ]);
  });

  it("the world reaches an ingress with an address through Cloudflare only", async () => {
    expect(await reaching("howlerops-prod")).to.deep.equal(["cloudflare"]);
  });

  it("the world reaches an ingress behind a load balancer through Google's front ends only", async () => {
    expect(await reaching("nextjs-prod")).to.deep.equal(["google"]);
  });
});

/** Who outside may connect to the ingress controller's pods. */
async function reaching(stack: string): Promise<string[]> {
  const policies = new NetworkPolicies(await stackGraph(stack));
  const { ingress, cloudflare, internet } = OTHERS;
  const outside = { cloudflare, internet, google: { address: "35.191.0.9" } };
  return Object.entries(outside).flatMap(([name, party]) =>
    party && ingress && policies.allows(party, ingress, { port: 443 }) ? [name] : [],
  );
}
