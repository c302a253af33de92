import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { expect } from "chai";
import { NetworkPolicies } from "#models/network-policy/network-policies";
import { recordWith } from "../../support/record.ts";

const PODS = { namespace: "shop", labels: { app: "api" } };
const HTTP = { port: 80 };

/** Nothing gets into the namespace "shop" of the first cluster but from its own pods; two providers see it. */
async function policies(): Promise<NetworkPolicies> {
  const graph = await recordWith(() => {
    const provider = (name: string, clusterIdentifier: string) => new Provider(name, { clusterIdentifier });
    const admit = (name: string, through: Provider) =>
      new NetworkPolicy(
        name,
        {
          metadata: { name, namespace: "shop" },
          spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ podSelector: {} }] }] },
        },
        { provider: through },
      );
    admit("first", provider("one", "first"));
    admit("again", provider("two", "first"));
    new NetworkPolicy(
      "second",
      {
        metadata: { name: "second", namespace: "shop" },
        spec: { podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [{ podSelector: {} }] }] },
      },
      { provider: provider("three", "second") },
    );
    return {};
  });
  return new NetworkPolicies(graph);
}

describe("The evaluator of network policies, over two clusters", () => {
  it("holds namespaces of one name apart", async () => {
    const first = { ...PODS, cluster: "first" };
    const second = { ...PODS, cluster: "second" };
    const evaluated = await policies();
    expect(evaluated.allows(first, first, HTTP)).to.equal(true);
    expect(evaluated.allows(second, second, HTTP)).to.equal(true);
    // Both name the same namespace and labels, and neither's selectors know the other's pods.
    expect(evaluated.allows(second, first, HTTP)).to.equal(false);
    expect(evaluated.allows(first, second, HTTP)).to.equal(true);
  });

  it("asks in which cluster a namespace lies", async () => {
    const evaluated = await policies();
    expect(() => evaluated.allows(PODS, PODS, HTTP)).to.throw(
      'namespace "shop": say in which cluster: first, second',
    );
  });
});
