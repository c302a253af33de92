import { expect } from "chai";
import { createSite } from "#blueprints/site";
import { serviceEndpoint } from "#components/core/link";
import { nodeNamed } from "../support/record.ts";
import { valueAt } from "../support/stacks.ts";
import { createTestSecrets, recordBlueprint } from "./fixtures/context.ts";

describe("the site of a system", () => {
  it("has one certificate for its hosts, and the routes of each", async () => {
    const graph = await recordBlueprint((context) => {
      const { platform, home, secretStore, dnsToken } = createTestSecrets(context);
      const to = serviceEndpoint({ name: "shop", namespace: "shop", port: 80 });
      const routes = { shop: { path: "/", to } };
      const common = {
        ...home,
        secretStore,
        partOf: "shop",
        contact: "a@shop.example",
        dnsToken,
        routes,
      };
      createSite({ ...common, hosts: ["shop.example", "cdn.shop.example"] }, platform);
      createSite({ ...common, name: "blog", hosts: ["www.blog.example"], domain: "blog.example" }, platform);
      return {};
    });
    const certificate = nodeNamed(graph, "site-certificate").inputs;
    expect(valueAt(certificate["spec"], "dnsNames")).to.deep.equal(["shop.example", "cdn.shop.example"]);
    for (const routes of ["routes", "cdn-routes", "blog-routes"]) {
      expect(nodeNamed(graph, routes, "strata:ingress:Routes").name).to.equal(routes);
    }
    const { spec } = nodeNamed(graph, "blog-issuer-issuer").inputs;
    expect(valueAt(spec, "acme.solvers.0.selector.dnsZones")).to.deep.equal(["blog.example"]);
  });
});
