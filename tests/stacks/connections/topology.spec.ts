import { expect } from "chai";
import type { Graph } from "#graph/model";
import { resolveTopology } from "#graph/topology";
import { stackGraph } from "../../support/stacks.ts";
import { goldenStacks } from "../golden.ts";

/** Every connection as `from → to protocol:port`, sorted; scrapes say so. */
function connections(graph: Graph): string[] {
  return resolveTopology(graph)
    .links.map(({ from, to, link }) => {
      const scrape = link.purpose === "scrape" ? " scrape" : "";
      const { protocol, port } = link.connection;
      return `${from.name} → ${to.owner?.name} ${to.role} ${protocol}:${port}${scrape}`;
    })
    .sort();
}

describe("the topology of the stacks", () => {
  for (const stack of goldenStacks()) {
    it(`holds together: ${stack}`, async () => {
      const { problems, outside, unreadable } = resolveTopology(await stackGraph(stack));
      expect({ problems, outside, unreadable }).to.deep.equal({ problems: [], outside: [], unreadable: [] });
    });
  }

  it("of howlerops-prod is the documented one", async () => {
    expect(connections(await stackGraph("howlerops-prod"))).to.deep.equal([
      "backend → database primary libsql:443",
      "edge → ingress https https:443",
      "frontend → backend http http:8500",
      "ingress → backend http http:8500",
      "ingress → frontend http http:80",
      "metrics → backend metrics http:9100 scrape",
      "metrics → cert-manager metrics http:9402 scrape",
      "metrics → external-secrets metrics http:8080 scrape",
      "metrics → ingress metrics http:9113 scrape",
    ]);
  });

  it("of nextjs-prod is the documented one", async () => {
    expect(connections(await stackGraph("nextjs-prod"))).to.deep.equal([
      "app → cache primary redis:6378",
      "app → database primary postgres:5432",
      "app → database replica-a postgres:5432",
      "app → database replica-b postgres:5432",
      "app → uploads https https:443",
      "balancer → ingress https https:443",
      "edge → balancer https https:443",
      "ingress → app http http:3000",
      "metrics → app metrics http:9464 scrape",
      "metrics → cert-manager metrics http:9402 scrape",
      "metrics → external-secrets metrics http:8080 scrape",
      "metrics → ingress metrics http:9113 scrape",
      "metrics → worker metrics http:9464 scrape",
      "worker → cache primary redis:6378",
      "worker → database primary postgres:5432",
    ]);
  });

  it("has both ends of every link in its cluster, or one of them outside of clusters", async () => {
    for (const stack of goldenStacks()) {
      const { links } = resolveTopology(await stackGraph(stack));
      const [cluster, ...others] = new Set(
        links.flatMap(({ fromCluster, to }) => [fromCluster, to.cluster]).filter(Boolean),
      );
      expect(others, stack).to.deep.equal([]);
      expect(cluster).to.match(new RegExp(`^gke:${stack}/us-central1(-b)?/${stack}$`));
    }
  });
});
