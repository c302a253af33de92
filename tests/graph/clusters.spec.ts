import { expect } from "chai";
import { clusterIdentity, indexClusters, sameCluster } from "#graph/clusters";
import { type Node, SECRET, UNKNOWN, type Values } from "#graph/model";
import { resource } from "../policies/support/nodes.ts";
import { kubernetesProvider, through } from "../policies/support/providers.ts";

const idOf = (name: string, inputs: Values) => {
  const provider = kubernetesProvider(name, inputs);
  return clusterIdentity(provider.urn, provider).id;
};

describe("the identity of a cluster", () => {
  it("is the provider's clusterIdentifier, whatever else differs", () => {
    const clusterIdentifier = "gke:shop/us-central1/shop";
    expect(idOf("a", { clusterIdentifier, kubeconfig: UNKNOWN })).to.equal(clusterIdentifier);
    expect(idOf("b", { clusterIdentifier, kubeconfig: "{}", context: "x" })).to.equal(clusterIdentifier);
  });

  it("is the kubeconfig with the context, without showing either", () => {
    const kubeconfig = '{"users":[{"user":{"token":"planted"}}]}';
    const id = idOf("a", { kubeconfig });
    expect(id).to.match(/^kubeconfig:[0-9a-f]{16}$/);
    expect(idOf("b", { kubeconfig })).to.equal(id);
    expect(idOf("b", { kubeconfig, context: "x" })).not.to.equal(id);
    expect(idOf("b", { kubeconfig: "{}" })).not.to.equal(id);
  });

  it("is the context where the kubeconfig is the machine's", () => {
    expect(idOf("a", { context: "prod" })).to.equal("context:prod");
  });

  it("is the provider where nothing tells, and says what would", () => {
    const known = kubernetesProvider("a", {});
    expect(clusterIdentity(known.urn, known)).to.deep.equal({ id: known.urn });
    expect(clusterIdentity("urn:default", undefined)).to.deep.equal({ id: "urn:default" });
    for (const value of [UNKNOWN, SECRET]) {
      const late = kubernetesProvider("a", { kubeconfig: value });
      expect(clusterIdentity(late.urn, late)).to.deep.equal({
        id: late.urn,
        undecided: { input: "kubeconfig", value, origins: [] },
      });
    }
  });
});

describe("two providers", () => {
  const cluster = (name: string) => resource("gcp:container/cluster:Cluster", {}, { name });
  const [east, west] = [cluster("east"), cluster("west")];
  const late = (name: string, from?: Node) => {
    const provider = { ...kubernetesProvider(name, { kubeconfig: UNKNOWN }) };
    const uses = from ? { propertyDependencies: { kubeconfig: [from.urn] } } : {};
    return clusterIdentity(provider.urn, { ...provider, ...uses });
  };

  it("are of different clusters where their kubeconfigs come from different ones", () => {
    expect(sameCluster(late("a", east), late("b", west))).to.equal(false);
  });

  it("may be of one cluster where nothing tells them apart yet", () => {
    for (const [one, other] of [
      [late("a", east), late("b", east)],
      [late("a"), late("b", east)],
      [late("a"), { id: "gke:shop" }],
    ] as const) {
      expect(sameCluster(one, other)).to.deep.include({ input: "kubeconfig", value: UNKNOWN });
    }
    expect(sameCluster(late("a"), late("a"))).to.equal(true);
  });
});

describe("the clusters of a graph", () => {
  const one = kubernetesProvider("one", { clusterIdentifier: "one" });
  const same = kubernetesProvider("same", { clusterIdentifier: "one" });
  const other = kubernetesProvider("other", { clusterIdentifier: "other" });
  const component = (name: string, parent?: Node) =>
    resource("strata:workload:WebService", {}, { name, ...(parent ? { parent } : {}) });
  const service = (provider: Node, parent: Node) =>
    through(provider, resource("kubernetes:core/v1:Service", {}, { name: parent.name, parent }));

  it("hold a component by what it contains, at any depth", () => {
    const outer = component("outer");
    const inner = component("inner", outer);
    const nodes = [one, same, outer, inner, service(one, inner), service(same, outer)];
    const clusters = indexClusters(nodes);
    expect([outer, inner].map(({ urn }) => clusters.of(urn))).to.deep.equal(["one", "one"]);
    expect(clusters.ids).to.deep.equal(["one"]);
  });

  it("hold neither what reaches into several nor what lies in none", () => {
    const both = component("both");
    const none = component("none");
    const bucket = resource("gcp:storage/bucket:Bucket", {}, { parent: none });
    const nodes = [one, other, both, none, service(one, both), service(other, both), bucket];
    const clusters = indexClusters(nodes);
    expect([both, none, bucket].map(({ urn }) => clusters.of(urn))).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
    expect(clusters.ids).to.deep.equal(["one", "other"]);
  });
});
