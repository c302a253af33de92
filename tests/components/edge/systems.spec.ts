import { expect } from "chai";
import type { Graph } from "#graph/model";
import { zonesOf } from "#models/cloudflare/zone/plan";
import { stackGraph } from "../../support/stacks.ts";
import { ask } from "./fixtures.ts";

const ENVIRONMENTS = ["dev", "staging", "prod"];

/** The site of a planned stack. */
function siteOf(graph: Graph): string {
  const [zone] = zonesOf(graph.nodes);
  return `https://${zone?.domain}`;
}

describe("the edge of the documented systems", () => {
  for (const stack of ["howlerops", "nextjs"].flatMap((system) =>
    ENVIRONMENTS.map((name) => `${system}-${name}`),
  )) {
    it(`${stack} passes the API by, keeps credentials out of its cache and hides its origin`, async () => {
      const graph = await stackGraph(stack);
      const site = siteOf(graph);
      expect(ask(graph, `${site}/api/anything`).cache?.stored).to.equal(false);
      for (const path of ["/", "/assets/app-3f2a9c1b.js", "/_next/static/app.js", "/photo.jpg"]) {
        const url = `${site}${path}`;
        expect(ask(graph, { url, headers: { Authorization: "Bearer x" } }).cache?.stored, url).to.equal(
          false,
        );
        expect(ask(graph, { url, headers: { Cookie: "session=x" } }).cache?.stored, url).to.equal(false);
      }
      for (const zone of zonesOf(graph.nodes)) {
        expect(
          zone.records.filter(({ type, proxied }) => /^(A|AAAA|CNAME)$/.test(type) && !proxied),
        ).to.deep.equal([]);
        expect(zone.settings).to.include({ ssl: "strict", tls_1_3: "on", tls_client_auth: "on" });
      }
      expect(ask(graph, `${site}/`).headers).to.include({
        "x-frame-options": "DENY",
        "x-xss-protection": "0",
      });
      expect(ask(graph, `${site}/api/anything`, { earlierRequests: 1_000_000 }).status).to.equal(429);
    });
  }

  for (const name of ENVIRONMENTS) {
    it(`S8 howlerops-${name} caches as documented`, async () => {
      const graph = await stackGraph(`howlerops-${name}`);
      const site = siteOf(graph);
      const control = (path: string) => ask(graph, `${site}${path}`).cache?.cacheControl;
      expect(control("/assets/app-3f2a9c1b.js")).to.equal("max-age=31536000, immutable");
      expect(control("/assets/logo-3f2a9c1b.png")).to.equal("max-age=31536000, immutable");
      expect(control("/favicon.ico")).to.equal("max-age=2592000");
      expect(control("/fonts/inter.woff2")).to.equal("max-age=2592000");
      expect(control("/")).to.equal("no-cache, no-store");
    });
  }

  for (const [system, login] of [
    ["howlerops", "/api/auth/login"],
    ["nextjs", "/api/auth/callback"],
  ]) {
    it(`S18 ${system}-prod answers 429 to the sixth log-in of a minute`, async () => {
      const graph = await stackGraph(`${system}-prod`);
      const asked = { url: `${siteOf(graph)}${login}`, method: "POST" };
      expect(ask(graph, asked, { earlierRequests: 4 }).verdict).to.equal("pass");
      expect(ask(graph, asked, { earlierRequests: 5 })).to.include({ verdict: "block", status: 429 });
    });
  }

  it("S26 nextjs-prod lets fonts of its asset host be loaded from the site", async () => {
    const graph = await stackGraph("nextjs-prod");
    const font = { url: "https://cdn.example.com/fonts/custom.woff2", headers: { Origin: siteOf(graph) } };
    expect(ask(graph, font).headers).to.include({ "access-control-allow-origin": "*" });
  });

  it("S13 nextjs-prod keeps an image of its API a year under a hash, 30 days without", async () => {
    const graph = await stackGraph("nextjs-prod");
    const seconds = (id: string) => ask(graph, `${siteOf(graph)}/api/images/${id}`).cache?.edgeSeconds;
    expect(["sha256-3f2a9c1b", "42"].map(seconds)).to.deep.equal([31536000, 2592000]);
  });

  for (const name of ["staging", "prod"]) {
    it(`S15 howlerops-${name} shows every request to the managed and the OWASP rules`, async () => {
      const graph = await stackGraph(`howlerops-${name}`);
      const { fired } = ask(graph, `${siteOf(graph)}/api/search?q=orders`);
      const executed = fired.filter(({ phase }) => phase === "http_request_firewall_managed");
      expect(executed.map(({ action }) => action)).to.deep.equal(["execute", "execute"]);
    });
  }

  for (const stack of ["howlerops-dev", "howlerops-prod", "nextjs-dev", "nextjs-prod"]) {
    it(`S15 ${stack} refuses SQL injection, scripts and path traversal, on every plan`, async () => {
      const graph = await stackGraph(stack);
      const paths = [
        "/api/search?q=1'%20or%20'1'='1",
        "/api/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/files/..%2f..%2fetc/passwd",
      ];
      expect(paths.map((path) => ask(graph, `${siteOf(graph)}${path}`).verdict)).to.deep.equal([
        "block",
        "block",
        "block",
      ]);
      expect(ask(graph, `${siteOf(graph)}/api/search?q=orders`).verdict).to.equal("pass");
    });
  }

  it("S12 nextjs-prod serves assets from a host of their own, and allows images from there only", async () => {
    const graph = await stackGraph("nextjs-prod");
    const app = graph.nodes.find(
      ({ type, name }) => type === "kubernetes:apps/v1:Deployment" && name === "app",
    );
    const environment = JSON.stringify(app?.inputs);
    expect(environment).to.contain('{"name":"ASSET_PREFIX","value":"https://cdn.example.com"}');
    expect(environment).to.contain('{"name":"IMAGE_HOSTS","value":"cdn.example.com"}');
    expect(
      graph.nodes.some(({ inputs }) => inputs["name"] === "cdn.example.com" && inputs["proxied"] === true),
    ).to.equal(true);
  });
});
