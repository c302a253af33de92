import { expect } from "chai";
import { cachedByType } from "#components/edge/rules/caching/by-type";
import { FONT_EXTENSIONS } from "#components/edge/rules/responses/cors";
import { program as corsWorkers } from "#docs/examples/edge/cors-worker";
import { program as loadBalancing } from "#docs/examples/edge/load-balancer";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { application, ask, fired, planned, site } from "../../../components/edge/fixtures.ts";

const APP = "https://sql-studio.app";
const SITE = "https://example.com";

describe("what the edge does with a request", () => {
  let app: Graph;
  let pages: Graph;
  before(async () => {
    app = await planned(application);
    pages = await planned(site);
  });

  it("S8 keeps versioned assets a year, images and fonts 30 days, HTML never, and passes the API by", () => {
    const cases: [path: string, stored: boolean, edgeSeconds: number, control: string | undefined][] = [
      ["/assets/index-3f2a9c1b.js", true, 31536000, "max-age=31536000, immutable"],
      ["/assets/logo-3f2a9c1b.png", true, 31536000, "max-age=31536000, immutable"],
      ["/favicon.ico", true, 2592000, "max-age=2592000"],
      ["/fonts/inter.woff2", true, 2592000, "max-age=2592000"],
      ["/", false, 0, "no-cache, no-store"],
      ["/dashboard", false, 0, "no-cache, no-store"],
      ["/assets/frame.html", false, 0, "no-cache, no-store"],
      ["/api/logo.png", false, 0, "max-age=2592000"],
    ];
    for (const [path, stored, edgeSeconds, cacheControl] of cases) {
      const { cache } = ask(app, `${APP}${path}`);
      expect({ ...cache, tags: [] }, path).to.include({ stored, edgeSeconds, cacheControl });
    }
    const api = ask(app, `${APP}/api/queries`);
    expect(api.cache).to.include({ stored: false, decidedBy: "api" });
    expect(fired(ask(app, `${APP}/`))).to.include("http_request_cache_settings:pages");
  });

  it("S9 keeps images, CSS and JS 30 days and HTML one hour where a system says so, and never the API", async () => {
    const { bypassed, cached } = await import("#components/edge/rules/caching/cache");
    const { DOCUMENTS, IMAGES, SCRIPTS_AND_STYLES } = await import("#components/edge/rules/matching");
    const { MEDIA } = await import("#components/edge/rules/caching/lifetime");
    const graph = await planned({
      ...application,
      rules: {
        static: cached({ extensions: [...IMAGES, ...SCRIPTS_AND_STYLES], lifetime: MEDIA }),
        html: cached({ extensions: DOCUMENTS, lifetime: { browserSeconds: 3600 } }),
        api: bypassed({ paths: ["/login", "/api/"] }),
      },
    });
    const seconds = (path: string) => ask(graph, `${APP}${path}`).cache?.edgeSeconds;
    expect(["/a.jpg", "/a.css", "/a.js", "/", "/login"].map(seconds)).to.deep.equal([
      2592000, 2592000, 2592000, 3600, 0,
    ]);
  });

  it("S10 says the documented header for each type, with stale-while-revalidate", () => {
    const documented = {
      "/index.html": "public, max-age=3600, stale-while-revalidate=86400",
      "/site.css": "public, max-age=86400, stale-while-revalidate=604800",
      "/site.js": "public, max-age=86400, stale-while-revalidate=604800",
      "/photo.jpg": "public, max-age=2592000, stale-while-revalidate=2592000",
      "/inter.woff2": "public, max-age=31536000, immutable",
    };
    for (const [path, header] of Object.entries(documented)) {
      expect(ask(pages, `https://cdn.example.com${path}`).cache?.cacheControl, path).to.equal(header);
    }
  });

  it("stores no HTML by type unless asked to", async () => {
    const graph = await planned({ ...site, rules: cachedByType() });
    expect(ask(graph, `${SITE}/`).cache?.stored).to.equal(false);
    expect(ask(graph, `${SITE}/site.css`).cache?.edgeSeconds).to.equal(86400);
    const elsewhere = await planned({
      ...site,
      rules: cachedByType(["css"], { hosts: ["cdn.example.com"] }),
    });
    expect(ask(elsewhere, `${SITE}/site.css`).cache?.decidedBy).to.equal(undefined);
  });

  it("S11 lets the edge keep a copy longer than browsers", async () => {
    const { cached } = await import("#components/edge/rules/caching/cache");
    const lifetime = { browserSeconds: 3600, edgeSeconds: 86400 };
    const graph = await planned({ ...site, rules: { files: cached({ paths: ["/files/"], lifetime }) } });
    const { cache } = ask(graph, `${SITE}/files/report.pdf`);
    expect(cache).to.include({ stored: true, edgeSeconds: 86400, cacheControl: "public, max-age=3600" });
  });

  it("S12 serves assets from a host of their own", () => {
    const answer = ask(pages, "https://cdn.example.com/_next/static/app-3f2a9c1b.js");
    expect(answer.record).to.deep.include({ name: "cdn.example.com", type: "CNAME", proxied: true });
    expect(answer.cache).to.include({ stored: true, edgeSeconds: 31536000 });
  });

  it("S13 keeps an image a year when its name holds a hash, else by the images' policy", () => {
    const hashed = ask(pages, `${SITE}/api/images/sha256-3f2a9c1b`).cache;
    expect(hashed).to.deep.include({ stored: true, edgeSeconds: 31536000, tags: ["images"] });
    expect(hashed?.cacheControl).to.equal("public, max-age=31536000, immutable");
    const plain = ask(pages, `${SITE}/api/images/42`).cache;
    expect(plain?.cacheControl).to.equal("public, max-age=2592000, stale-while-revalidate=2592000");
    expect(ask(pages, `${SITE}/api/products`).cache?.stored).to.equal(false);
  });

  it("S15 stops SQL injection, scripting and traversal, and shows the rest to the managed rules", () => {
    const attacks = {
      injection: `${APP}/api/search?q=x'%20OR%20'1'='1`,
      traversal: `${APP}/files?name=..%2F..%2Fetc%2Fpasswd`,
      scripting: `${APP}/search?q=%3CScript%3Ealert(1)%3C/script%3E`,
    };
    for (const [attack, url] of Object.entries(attacks)) {
      const answer = ask(app, url);
      expect(answer, attack).to.include({ verdict: "block", status: 403, cache: undefined });
      expect(fired(answer)).to.deep.equal([`http_request_firewall_custom:attacks_${attack}`]);
    }
    const harmless = ask(app, `${APP}/api/search?q=union+of+selected+tables`);
    expect(harmless.verdict).to.equal("pass");
    expect(fired(harmless)).to.include.members([
      "http_request_firewall_managed:managed_cloudflare",
      "http_request_firewall_managed:managed_owasp",
    ]);
  });

  it("S18 answers 429 to a flood of log-ins, counting by address", () => {
    const login = { url: `${APP}/api/login`, method: "POST" };
    const fifth = ask(app, login, { earlierRequests: 4 });
    expect(fifth.verdict).to.equal("pass");
    expect(
      fifth.limits.map(({ ref, requests, periodSeconds, by }) => [ref, requests, periodSeconds, by]),
    ).to.deep.equal([
      ["loginLimit", 5, 60, ["ip.src"]],
      ["apiLimit", 600, 60, ["ip.src"]],
    ]);
    const sixth = ask(app, login, { earlierRequests: 5 });
    expect(sixth).to.include({ verdict: "block", status: 429 });
    expect(fired(sixth).at(-1)).to.equal("http_ratelimit:loginLimit");
    expect(ask(app, `${APP}/api/queries`, { earlierRequests: 599 }).verdict).to.equal("pass");
    expect(ask(app, `${APP}/api/queries`, { earlierRequests: 600 }).status).to.equal(429);
  });

  it("S19 adds the security headers on the way back", () => {
    expect(ask(app, `${APP}/`).headers).to.include({
      "x-frame-options": "DENY",
      "strict-transport-security": "max-age=31536000",
    });
  });

  it("S26 lets fonts of seven extensions be loaded from any origin, and nothing else", () => {
    const origin = (path: string) => {
      return ask(pages, { url: `https://cdn.example.com${path}`, headers: { Origin: SITE } }).headers[
        "access-control-allow-origin"
      ];
    };
    expect(FONT_EXTENSIONS).to.have.length(7);
    for (const extension of FONT_EXTENSIONS) {
      expect(origin(`/fonts/custom.${extension}`), extension).to.equal("*");
    }
    expect(origin("/photo.jpg")).to.equal(undefined);
  });

  it("judges every spelling of a path alike", () => {
    for (const path of [
      "/api/x.png",
      "//api/x.png",
      "/%61pi/x.png",
      "/a/../api/x.png",
      "/a/%2e%2e/api/x.png",
      "/api//x.png",
    ]) {
      const answer = ask(app, `${APP}${path}`);
      expect(answer.cache?.decidedBy, path).to.equal("api");
      expect(
        answer.limits.map(({ ref }) => ref),
        path,
      ).to.deep.equal(["apiLimit"]);
    }
    expect(ask(app, `${APP}/API/x.png`).cache?.decidedBy, "case matters").to.equal("media");
  });

  it("lets verified bots past the zone's own rules only", () => {
    const bot = { url: `${APP}/?q=%3Cscript%3E`, client: { verifiedBot: true } };
    const answer = ask(app, bot);
    expect(answer.verdict).to.equal("pass");
    expect(fired(answer)).to.include("http_request_firewall_managed:managed_owasp");
  });

  it("knows the session cookies of common frameworks", () => {
    const asset = (cookie: string) => {
      const url = `${APP}/assets/index-3f2a9c1b.js`;
      return ask(app, { url, headers: { Cookie: `theme=dark; ${cookie}=1` } }).cache;
    };
    for (const cookie of [
      "PHPSESSID",
      "JSESSIONID",
      "SESSION",
      "connect.sid",
      "laravel_session",
      "ASP.NET_SessionId",
      "next-auth.session-token.0",
    ]) {
      expect(asset(cookie), cookie).to.include({ stored: false, decidedBy: "credentials" });
    }
    expect(asset("consent")?.stored).to.equal(true);
  });

  it("never stores errors, nor what sets a cookie, nor anything but GET and HEAD", () => {
    const url = `${APP}/assets/index-3f2a9c1b.js`;
    const { cache } = ask(app, url, { response: { status: 404 } });
    expect(cache).to.include({ stored: false, decidedBy: "unshareable", cacheControl: "no-store" });
    const cookie = { response: { headers: { "Set-Cookie": "session=1" } } };
    expect(ask(app, url, cookie).cache?.stored).to.equal(false);
    expect(ask(app, { url, method: "POST" }).cache?.stored).to.equal(false);
    expect(ask(app, { url, method: "HEAD" }).cache?.stored).to.equal(true);
  });

  it("sends plain HTTP and the other host name where they belong", () => {
    expect(ask(app, "http://sql-studio.app/a?b=c")).to.include({
      verdict: "redirect",
      status: 301,
      location: "https://sql-studio.app/a?b=c",
    });
    expect(ask(pages, "https://www.example.com/a?b=c")).to.include({
      verdict: "redirect",
      status: 301,
      location: "https://example.com/a?b=c",
    });
    expect(ask(pages, "https://www.example.com/.well-known/acme-challenge/x").verdict).to.equal("pass");
  });

  it("finds the balancer and the Worker that answer in place of a record and an origin", async () => {
    const balanced = await record(loadBalancing, { project: "strata", stack: "test" });
    expect(ask(balanced, SITE)).to.deep.include({
      verdict: "pass",
      record: { name: "example.com", type: "LB", proxied: true, content: undefined },
    });
    const worked = await record(corsWorkers, { project: "strata", stack: "test" });
    expect(ask(worked, "https://api.example.com/orders").worker).to.equal("example-com-api-cors");
    expect(ask(worked, "https://cdn.example.com/fonts/a.woff2").worker).to.equal("example-com-font-cors");
    expect(ask(worked, "https://cdn.example.com/a.png").worker).to.equal(undefined);
  });

  it("says when a host does not lead through the edge", () => {
    expect(ask(pages, "https://mail.example.com/")).to.include({ verdict: "unreached", record: undefined });
  });
});
