import { Provider } from "@pulumi/kubernetes/provider.js";
import { expect } from "chai";
import { WebService } from "#components/workload/web-service";
import { TopologyError } from "#graph/topology";
import { linksOf } from "#testing/network/links";
import { recordStack } from "#testing/record-stack";

/** Two services, the second of which links to the first; each in the cluster that is named. */
function services(callee: string, caller: string) {
  const clusters = new Map(
    [...new Set([callee, caller])].map((context) => [
      context,
      { provider: new Provider(context, { context }) },
    ]),
  );
  const common = {
    namespace: "shop",
    partOf: "shop",
    port: 8080,
    image: `ghcr.io/shop/x@sha256:${"0".repeat(64)}`,
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    scaling: { replicas: 2 },
  };
  const prices = new WebService("prices", common, clusters.get(callee));
  new WebService("web", { ...common, links: [prices.endpoint] }, clusters.get(caller));
}

describe("testing/linksOf", () => {
  it("lists who links to whom, as plain data", async () => {
    const stack = await recordStack(() => services("one", "one"));
    expect(linksOf(stack)).to.deep.equal([
      { from: "web", to: "prices", port: 8080, protocol: "http", purpose: "request" },
    ]);
  });

  it("fails on a link that nothing carries", async () => {
    const stack = await recordStack(() => services("one", "other"));
    expect(() => linksOf(stack)).to.throw(
      TopologyError,
      'the link to "prices" goes to pods of another cluster',
    );
  });
});
