import { expect } from "chai";
import { ExternalEndpoint, type ExternalEndpointArgs } from "#components/network/external-endpoint";
import { program } from "#docs/examples/network/external-endpoint";
import { record } from "#graph/record/record";
import { assertTopology } from "#graph/topology";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { type Mistake, refusesEach } from "../../support/refusals.ts";

const recorded = (args: ExternalEndpointArgs) =>
  recordWith(() => {
    const { endpoint } = new ExternalEndpoint("payments", args);
    return { endpoint };
  });

const STRIPE: ExternalEndpointArgs = { hosts: ["api.stripe.com", "*.stripe.com"], port: 443 };

describe("ExternalEndpoint", () => {
  it("makes nothing, and gives an endpoint that is called after it", async () => {
    const graph = await recorded({ ...STRIPE, credential: { files: { key: "stripe-key" } } });
    expect(childrenOf(graph, "payments")).to.deep.equal([]);
    const { urn, published } = nodeNamed(graph, "payments");
    const endpoint = {
      id: `${urn}#external`,
      name: "payments",
      host: "api.stripe.com",
      port: 443,
      protocol: "https",
      peer: { kind: "host", hosts: ["api.stripe.com", "*.stripe.com"] },
      credential: { files: { key: "stripe-key" } },
    };
    expect(published?.["endpoints"]).to.deep.equal([endpoint]);
    expect(graph.outputs["endpoint"]).to.deep.equal(endpoint);
  });

  it("is a range of ports at ranges of addresses, where it is one", async () => {
    const broker = {
      host: "10.20.0.5",
      ranges: ["10.20.0.0/28"],
      port: 9092,
      endPort: 9094,
      protocol: "tcp",
    } as const;
    expect((await recorded(broker)).outputs["endpoint"]).to.deep.include({
      host: "10.20.0.5",
      port: 9092,
      endPort: 9094,
      protocol: "tcp",
      peer: { kind: "cidr", ranges: ["10.20.0.0/28"] },
    });
  });

  it("is an end of the example's links, with one policy for its range of ports", async () => {
    const graph = await record(async () => program(), { project: "strata", stack: "test" });
    expect(
      assertTopology(graph).links.map(({ from, to }) => `${from.name} → ${to.owner?.name}`),
    ).to.deep.equal(["checkout → payments", "checkout → broker"]);
    expect(JSON.stringify(nodeNamed(graph, "checkout-to-broker").inputs)).to.include(
      '"ports":[{"port":9092,"endPort":9094,"protocol":"TCP"}]',
    );
  });

  const mistakes: Mistake<Partial<ExternalEndpointArgs>>[] = [
    ["no port", { port: 0 }, "port is 0; allowed are whole numbers from 1 to 65535"],
    [
      "a range that ends before it starts",
      { endPort: 442 },
      "endPort is 442; allowed are whole numbers from 443",
    ],
    ["hosts and ranges together", { ranges: ["10.0.0.0/8"] }, "allowed are hosts or ranges, one of both"],
    ["no host", { hosts: [] }, "hosts is []; allowed are DNS names"],
    [
      "a URL",
      { hosts: ["https://api.stripe.com"] },
      'hosts is ["https://api.stripe.com"]; allowed are DNS names',
    ],
    ["nothing to dial", { hosts: ["*.stripe.com"] }, "what callers dial, which a pattern does not tell"],
  ];
  refusesEach(mistakes, (changes) => recorded({ ...STRIPE, ...changes }));
});
