import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { StatefulSet } from "@pulumi/kubernetes/apps/v1/statefulSet.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { expect } from "chai";
import { program as network } from "#docs/examples/cache/redis-cache";
import { program as shop } from "#docs/examples/workload/web-service";
import { mayReach, openConnections } from "#testing/network/reachability";
import { recordStack } from "#testing/record-stack";
import type { RecordedStack } from "#testing/stack";

/** A program without any component: two namespaces with pods of the same name, and one policy. */
function plain() {
  const pods = (namespace: string, app: string) => ({
    metadata: { name: app, namespace },
    spec: {
      selector: { matchLabels: { app } },
      serviceName: app,
      template: { metadata: { labels: { app } }, spec: { containers: [{ name: app, image: "x" }] } },
    },
  });
  new Deployment("web-blue", pods("blue", "web"));
  new Deployment("web-green", pods("green", "web"));
  new StatefulSet("database", pods("blue", "database"));
  new NetworkPolicy("database", {
    metadata: { name: "database", namespace: "blue" },
    spec: {
      podSelector: { matchLabels: { app: "database" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "web" } } }], ports: [{ port: 5432 }] }],
    },
  });
}

/** Two clusters with a namespace of one name: pods of the first may not be taken for callers in the second. */
function twoClusters() {
  const east = { provider: new Provider("east", { clusterIdentifier: "east" }) };
  const west = { provider: new Provider("west", { clusterIdentifier: "west" }) };
  const pods = (app: string) => ({
    metadata: { name: app, namespace: "shop" },
    spec: {
      selector: { matchLabels: { app } },
      template: { metadata: { labels: { app } }, spec: { containers: [{ name: app, image: "x" }] } },
    },
  });
  new Deployment("web", pods("web"), east);
  new Deployment("api", pods("api"), west);
  new Deployment("worker", pods("worker"), west);
  new NetworkPolicy(
    "api",
    {
      metadata: { name: "api", namespace: "shop" },
      spec: {
        podSelector: { matchLabels: { app: "api" } },
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ podSelector: {} }] }],
      },
    },
    west,
  );
}

describe("testing/reachability", () => {
  let system: RecordedStack;

  before(async () => {
    system = await recordStack(shop);
  });

  it("says whether one workload may reach another, by port and direction", () => {
    expect(mayReach(system, "frontend", "backend", 8500)).to.equal(true);
    expect(mayReach(system, "frontend", "backend", 22)).to.equal(false);
    expect(mayReach(system, "frontend", "backend", { port: 8500, protocol: "UDP" })).to.equal(false);
    expect(mayReach(system, "backend", "frontend", 80)).to.equal(false);
  });

  it("takes hosts, addresses, and pods by their labels", () => {
    expect(mayReach(system, "backend", "shop.turso.io", 443)).to.equal(true);
    expect(mayReach(system, "frontend", "shop.turso.io", 443)).to.equal(false);
    expect(mayReach(system, "backend", "10.128.0.4", 443)).to.equal(false);
    const impostor = { namespace: "elsewhere", labels: { "app.kubernetes.io/name": "frontend" } };
    expect(mayReach(system, impostor, "backend", 8500)).to.equal(false);
  });

  it("takes what is linked outside by its name", () => {
    expect(mayReach(system, "backend", "database", 443)).to.equal(true);
    expect(mayReach(system, "frontend", "database", 443)).to.equal(false);
  });

  it("takes published endpoints, of which no pod is behind", async () => {
    const stack = await recordStack(network);
    expect(openConnections(stack, { cache: "cache", nobody: "192.0.2.9" }, [6378])).to.deep.equal([]);
    expect(mayReach(stack, "192.0.2.9", "cache", 6378)).to.equal(true);
  });

  it("lists what is open among peers", () => {
    const peers = ["frontend", "backend", "shop.turso.io", "10.128.0.4"];
    expect(openConnections(system, peers, [80, 443, 8500])).to.deep.equal([
      "backend → shop.turso.io TCP/443",
      "frontend → backend TCP/8500",
    ]);
    expect(openConnections(system, { from: "frontend", to: "backend" }, [8500])).to.deep.equal([
      "from → to TCP/8500",
    ]);
  });

  it("reads plain Kubernetes objects of every kind, in namespaces of their own", async () => {
    const stack = await recordStack(plain);
    expect(mayReach(stack, "blue/web", "database", 5432)).to.equal(true);
    expect(mayReach(stack, "green/web", "database", 5432)).to.equal(false);
    expect(() => mayReach(stack, "web", "database", 5432)).to.throw(
      '"web" may be Deployment "web-blue" in blue, Deployment "web-green" in green; put the namespace before it, as in shop/web, or give pods by cluster, namespace and labels',
    );
  });

  it("keeps two clusters apart", async () => {
    const stack = await recordStack(twoClusters);
    expect(mayReach(stack, "worker", "api", 80)).to.equal(true);
    expect(mayReach(stack, "web", "api", 80)).to.equal(false);
  });

  it("lists who is there when a name means nobody", () => {
    expect(() => mayReach(system, "front", "backend", 80)).to.throw(
      'no workload and no endpoint is named "front"; there are: backend, backend-metrics, database, frontend',
    );
  });
});
