import { expect } from "chai";
import type { RoutesArgs } from "#components/ingress/routes";
import { program } from "#docs/examples/ingress/routes";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenOf, nodeNamed } from "../../../support/record.ts";
import {
  BACKEND,
  HOWLEROPS,
  listOf,
  POLICY,
  ROUTES,
  recordRoutes,
  routeAt,
  specOf,
  under,
  upstreamNamed,
} from "../fixtures.ts";

describe("Routes", () => {
  it("has exactly these children", async () => {
    expect(childrenOf(await recordRoutes(), "web", ROUTES)).to.deep.equal([
      "kubernetes:core/v1:Secret web-client-authority",
      "kubernetes:k8s.nginx.org/v1:Policy web-limit-client",
      "kubernetes:k8s.nginx.org/v1:Policy web-client-certificates",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy web-to-frontend",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy frontend-from-web",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy web-to-backend",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy backend-from-web",
      "kubernetes:k8s.nginx.org/v1:VirtualServer web-host",
    ]);
  });

  it("S33, S36: / goes to the frontend, /api and below and /health to the backend", async () => {
    const graph = await recordRoutes();
    const routes = listOf(under(specOf(graph, "web-host"), "routes")).map((route) => [
      under(route, "path"),
      under(route, "action", "proxy", "upstream"),
    ]);
    expect(routes).to.deep.equal([
      ["/", "frontend"],
      ["=/api", "backend"],
      ["/api/", "backend"],
      ["=/health", "backend"],
    ]);
    expect(upstreamNamed(graph, "frontend")).to.include({ service: "frontend", port: 80 });
    expect(upstreamNamed(graph, "backend")).to.include({ service: "backend", port: 8500 });
  });

  it("S70: leads log-ins to pods of their own, with a limit of their own", async () => {
    const login = { ...BACKEND, name: "login", host: "login.howlerops.svc.cluster.local" };
    const limits = { address: { requestsPerMinute: 100 } };
    const graph = await recordRoutes({
      routes: { login: { path: "/login", to: login, limits }, rest: { path: "/", to: BACKEND } },
    });
    const upstreamAt = (path: string) => under(routeAt(graph, path), "action", "proxy", "upstream");
    expect(["=/login", "/login/", "/"].map(upstreamAt)).to.deep.equal(["login", "login", "backend"]);
    expect(upstreamNamed(graph, "login")).to.include({ service: "login" });
    expect(under(specOf(graph, "web-login-limit-address"), "rateLimit", "rate")).to.equal("100r/m");
    expect(under(routeAt(graph, "/"), "policies")).to.equal(undefined);
  });

  it("names a service of another namespace with it, and rewrites a path", async () => {
    const to = { ...BACKEND, host: "backend.other.svc.cluster.local" };
    const health = { path: "/healthz", match: "exact", to, rewrite: "/api/healthz" } as const;
    const graph = await recordRoutes({ routes: { health } });
    expect(upstreamNamed(graph, "backend")).to.include({ service: "other/backend" });
    expect(under(routeAt(graph, "=/healthz"), "action", "proxy", "rewritePath")).to.equal("/api/healthz");
  });

  it("publishes a link to each service once", async () => {
    const graph = await recordRoutes();
    const links = listOf(under(nodeNamed(graph, "web", ROUTES).published, "links"));
    expect(links.map((link) => [under(link, "from"), under(link, "to"), under(link, "port")])).to.deep.equal([
      [nodeNamed(graph, "ingress").urn, "service:howlerops/frontend:80", 80],
      [nodeNamed(graph, "ingress").urn, "service:howlerops/backend:8500", 8500],
    ]);
  });

  it("makes its objects after the controller, which brings their definitions", async () => {
    const graph = await recordRoutes();
    const release = nodeNamed(graph, "ingress-release").urn;
    expect(nodeNamed(graph, "web-limit-client").dependencies).to.include(release);
    // One of the policies lies in the controller's namespace, which comes with the controller.
    expect(nodeNamed(graph, "web-to-frontend").dependencies).to.include(release);
    expect(nodeNamed(graph, "web-host").dependencies).to.include.members([
      release,
      nodeNamed(graph, "web-limit-client").urn,
    ]);
  });

  it("leaves every other object as it is when a route or limit comes or goes", async () => {
    const urns = async (changes: Partial<RoutesArgs>) =>
      (await recordRoutes(changes)).nodes.map((node) => node.urn);
    const before = await urns({});
    const after = await urns({
      routes: { ...HOWLEROPS.routes, reviews: { path: "/reviews", to: BACKEND, cache: {} } },
      limits: { client: { requestsPerMinute: 1000 }, key: { requestsPerMinute: 60, key: { header: "X-K" } } },
    });
    expect(after).to.include.members(before);
    expect(after).to.have.length(before.length + 2);
  });

  it("works as in its example", async () => {
    const graph = await record(program, { project: "strata", stack: "test" });
    expect(outputsOf(graph)).to.deep.equal({ host: "shop.example.com" });
    expect(nodeNamed(graph, "shop-reviews-cache").type).to.equal(POLICY);
    // Two ports: callers dial the Service's, policies match the pods'.
    const policy = specOf(graph, "shop-to-frontend");
    expect(under(policy, "egress", 0, "ports")).to.deep.equal([{ port: 8080, protocol: "TCP" }]);
  });
});
