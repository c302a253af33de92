import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import type * as inputs from "@pulumi/kubernetes/types/input.js";
import { expect } from "chai";
import { NetworkPolicies, type Party } from "#models/network-policy/network-policies";
import { recordWith } from "../../support/record.ts";

type Spec = inputs.networking.v1.NetworkPolicySpec;

const web: Party = { namespace: "shop", labels: { app: "web", tier: "front" } };
const api: Party = { namespace: "shop", labels: { app: "api" } };
const other: Party = { namespace: "blog", labels: { app: "web" } };
const outside: Party = { address: "198.51.100.7" };

/** What the evaluator makes of policies of the namespace "shop". */
async function policies(...specs: Spec[]): Promise<NetworkPolicies> {
  const graph = await recordWith(({ kubernetes }) => {
    specs.forEach((spec, index) => {
      new NetworkPolicy(
        `p${index}`,
        { metadata: { name: `p${index}`, namespace: "shop" }, spec },
        { provider: kubernetes },
      );
    });
    return {};
  });
  return new NetworkPolicies(graph);
}

const all = { podSelector: {} };
const onApi = { podSelector: { matchLabels: { app: "api" } } };

describe("The evaluator of network policies", () => {
  it("leaves open what no policy selects, and closes only the direction that one selects", async () => {
    const none = await policies();
    expect(none.allows(web, api, { port: 80 })).to.equal(true);
    const ingress = await policies({ ...onApi, policyTypes: ["Ingress"] });
    expect(ingress.allows(web, api, { port: 80 })).to.equal(false);
    expect(ingress.allows(api, web, { port: 80 })).to.equal(true);
    const egress = await policies({ ...onApi, policyTypes: ["Egress"] });
    expect(egress.allows(web, api, { port: 80 })).to.equal(true);
    expect(egress.allows(api, outside, { port: 80 })).to.equal(false);
  });

  it("adds up what several policies allow", async () => {
    const allow = (port: number): Spec => ({
      ...onApi,
      policyTypes: ["Ingress"],
      ingress: [{ ports: [{ port }] }],
    });
    const both = await policies({ ...all, policyTypes: ["Ingress"] }, allow(80), allow(443));
    expect([80, 443, 22].map((port) => both.allows(web, api, { port }))).to.deep.equal([true, true, false]);
  });

  it("takes a pod selector alone for the policy's own namespace, and both selectors together", async () => {
    const from = (peer: inputs.networking.v1.NetworkPolicyPeer): Spec => ({
      ...onApi,
      policyTypes: ["Ingress"],
      ingress: [{ from: [peer] }],
    });
    const webs = { matchLabels: { app: "web" } };
    const blog = { matchLabels: { "kubernetes.io/metadata.name": "blog" } };
    const own = await policies(from({ podSelector: webs }));
    expect([web, other].map((party) => own.allows(party, api, { port: 80 }))).to.deep.equal([true, false]);
    const elsewhere = await policies(from({ podSelector: webs, namespaceSelector: blog }));
    expect([web, other].map((party) => elsewhere.allows(party, api, { port: 80 }))).to.deep.equal([
      false,
      true,
    ]);
    const whole = await policies(from({ namespaceSelector: {} }));
    expect([web, other, outside].map((party) => whole.allows(party, api, { port: 80 }))).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it("knows protocols, ranges of ports, and all ports", async () => {
    const to = (...ports: inputs.networking.v1.NetworkPolicyPort[]): Spec => ({
      ...all,
      policyTypes: ["Egress"],
      egress: [{ ports }],
    });
    const ranged = await policies(to({ port: 8000, endPort: 8100 }, { port: 53, protocol: "UDP" }));
    expect(ranged.allows(web, outside, { port: 8050 })).to.equal(true);
    expect(ranged.allows(web, outside, { port: 8101 })).to.equal(false);
    expect(ranged.allows(web, outside, { port: 53 })).to.equal(false);
    expect(ranged.allows(web, outside, { port: 53, protocol: "UDP" })).to.equal(true);
    const any = await policies(to({ protocol: "TCP" }));
    expect(any.allows(web, outside, { port: 9 })).to.equal(true);
  });

  it("takes blocks without what they except, never for pods", async () => {
    const block = { cidr: "198.51.0.0/16", except: ["198.51.100.0/24"] };
    const open = await policies({ ...all, policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: block }] }] });
    expect(open.allows(web, { address: "198.51.7.1" }, { port: 80 })).to.equal(true);
    expect(open.allows(web, outside, { port: 80 })).to.equal(false);
    expect(open.allows(web, api, { port: 80 })).to.equal(false);
  });

  it("reads expressions over labels", async () => {
    const from = (operator: string, values?: string[]): Spec => ({
      ...onApi,
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [
            { podSelector: { matchExpressions: [{ key: "tier", operator, ...(values ? { values } : {}) }] } },
          ],
        },
      ],
    });
    const reaches = async (spec: Spec) => (await policies(spec)).allows(web, api, { port: 80 });
    expect(await reaches(from("In", ["front"]))).to.equal(true);
    expect(await reaches(from("NotIn", ["front"]))).to.equal(false);
    expect(await reaches(from("Exists"))).to.equal(true);
    expect(await reaches(from("DoesNotExist"))).to.equal(false);
  });

  it("refuses to guess", async () => {
    const named = await policies({
      ...onApi,
      policyTypes: ["Ingress"],
      ingress: [{ ports: [{ port: "http" }] }],
    });
    expect(() => named.allows(web, api, { port: 80 })).to.throw('the port "http" is not a number');
  });
});
