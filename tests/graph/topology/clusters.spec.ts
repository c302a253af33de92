import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { expect } from "chai";
import { kubernetesApi } from "#components/core/kubernetes/api";
import { serviceEndpoint } from "#components/core/link";
import { type Node, UNKNOWN } from "#graph/model";
import { resolveTopology } from "#graph/topology";
import { cluster, namespace, only, planned, rawService, service, told } from "./support.ts";

const API = serviceEndpoint({ name: "api", namespace: "shop", port: 8080 });

describe("links within a cluster", () => {
  it("lead by address to what a component publishes, so that two services may call each other", async () => {
    const graph = await planned(() => {
      const one = cluster("one");
      service("web", one, [API]);
      service("api", one, [serviceEndpoint({ name: "web", namespace: "shop", port: 8080 })]);
    });
    expect(told(graph)).to.deep.equal(only("web → api http", "api → web http"));
  });

  it("lead by address to a Service that no component made, and to the cluster's own API", async () => {
    const graph = await planned(() => {
      const one = cluster("one");
      rawService("legacy", one);
      service("web", one, [
        serviceEndpoint({ name: "legacy", namespace: "shop", port: 80 }),
        kubernetesApi(["172.16.0.0/28"]),
      ]);
    });
    expect(told(graph)).to.deep.equal(only("web → legacy http", "web → kubernetes-api kubernetes-api"));
  });

  it("lead to the service of their own cluster, where two have one of that name", async () => {
    const graph = await planned(() => {
      for (const name of ["east", "west"]) {
        const provider = cluster(name);
        service(`api.${name}`, provider);
        service(`web.${name}`, provider, [API]);
      }
    });
    expect(told(graph)).to.deep.equal(only("web.east → api.east http", "web.west → api.west http"));
  });

  it("lead anywhere in a cluster, through whichever provider", async () => {
    const graph = await planned(() => {
      service("api", cluster("one", "shop"));
      service("web", cluster("two", "shop"), [API]);
    });
    expect(told(graph)).to.deep.equal(only("web → api http"));
  });

  it("dangle where the namespace has no such Service, or the Service no such port", async () => {
    const graph = await planned(() => {
      const one = cluster("one");
      namespace(one);
      rawService("legacy", one);
      service("web", one, [API, serviceEndpoint({ name: "legacy", namespace: "shop", port: 81 })]);
    });
    expect(told(graph).problems).to.deep.equal([
      'web links[0]: the link to "api" leads nowhere: there is no Service api.shop',
      'web links[1]: the link to "legacy" leads nowhere: the Service legacy.shop has no port 81',
    ]);
  });

  it("are not told of a namespace that the graph does not show in full", async () => {
    const foreign = await planned(() => service("web", cluster("one"), [API]));
    expect(told(foreign)).to.deep.equal({ ...only(), outside: ["web → api"] });
    const charts = await planned(() => {
      const one = cluster("one");
      namespace(one);
      new Release("chart", { chart: "api", namespace: "shop" }, { provider: one });
      service("web", one, [API]);
    });
    expect(told(charts)).to.deep.equal({ ...only(), outside: ["web → api"] });
  });
});

describe("links across clusters", () => {
  const crossing = (...identifiers: [string, string]) =>
    planned(() => {
      const { endpoint } = service("api", cluster("east", identifiers[0]));
      service("web", cluster("west", identifiers[1]), [endpoint]);
    });

  it("to pods are found: no policy and no name leads there", async () => {
    const message = 'the link to "api" goes to pods of another cluster: from west to east';
    expect(told(await crossing("east", "west")).problems).to.deep.equal([`web links[0]: ${message}`]);
    expect(told(await crossing("same", "same")).problems).to.deep.equal([]);
  });

  it("to an address or a host name are carried", async () => {
    const graph = await planned(() => {
      const { endpoint } = service("api", cluster("east"));
      const west = cluster("west");
      service("web", west, [
        { ...endpoint, host: "10.0.0.9", peer: { kind: "cidr", ranges: ["10.0.0.9/32"] } },
      ]);
      service("app", west, [
        { ...endpoint, host: "api.example", peer: { kind: "host", hosts: ["api.example"] } },
      ]);
    });
    expect(told(graph)).to.deep.equal(only("web → api http", "app → api http"));
  });

  it("cannot be told where a provider may turn out to be of the same cluster", async () => {
    const graph = await crossing("east", "west");
    const late = (node: Node): Node =>
      node.name === "west" ? { ...node, inputs: { kubeconfig: UNKNOWN } } : node;
    expect(told({ nodes: graph.nodes.map(late) })).to.deep.include({
      problems: [],
      unreadable: ["web kubeconfig"],
    });
    const byAddress = await planned(() => {
      service("api", cluster("east"));
      const west = new Provider("west", { kubeconfig: "{}" });
      namespace(west);
      service("web", west, [API]);
    });
    expect(told(byAddress).problems).to.have.length(1);
    expect(told({ nodes: byAddress.nodes.map(late) })).to.deep.equal({
      ...only(),
      unreadable: ["web kubeconfig"],
    });
  });

  it("of a caller outside of clusters lead to the one service of that address, if it is one", async () => {
    const { nodes } = await planned(() => {
      service("api", cluster("east"));
      service("web", cluster("west"), [API]);
    });
    const outside = (node: Node) =>
      node.provider?.endsWith("::west") ? { ...node, provider: undefined } : node;
    const { links } = resolveTopology({ nodes: nodes.map(outside) });
    expect(links.map(({ from, to }) => `${from.name} → ${to.owner?.name}`)).to.deep.equal(["web → api"]);
  });
});
