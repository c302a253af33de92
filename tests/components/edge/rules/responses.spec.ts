import { expect } from "chai";
import { errorResponse } from "#components/edge/rules/responses/errors";
import { type Redirect, redirect, redirectHost } from "#components/edge/rules/responses/redirect";
import { refuse } from "#components/edge/rules/security/custom";
import { request } from "#models/cloudflare/expression/fields";
import { ask, rulesetOf, zoneWith } from "../fixtures.ts";

const APP = "https://sql-studio.app";

/** Status and target of a redirect; undefined if the request passes. */
async function sent(settings: Redirect, url: string): Promise<string | undefined> {
  const { verdict, status, location } = ask(await zoneWith({ a: redirect(settings) }), url);
  return verdict === "redirect" ? `${status} ${location}` : undefined;
}

describe("redirects of a zone", () => {
  it("H23 send a path to a URL, with the status and the query as asked", async () => {
    const about = { path: "/about", to: "https://example.net/company" };
    expect(await sent(about, `${APP}/about?a=1`)).to.equal("301 https://example.net/company?a=1");
    expect(await sent({ ...about, keepQuery: false, status: 308 }, `${APP}/about?a=1`)).to.equal(
      "308 https://example.net/company",
    );
    for (const path of ["/about/", "/About", "/aboutus", "/"]) {
      expect(await sent(about, `${APP}${path}`), path).to.equal(undefined);
    }
    expect(await sent({ ...about, host: "www.sql-studio.app" }, `${APP}/about`)).to.equal(undefined);
  });

  it("H23 send a pattern's paths to what its stars matched, but never what machines need", async () => {
    const blog = { path: "/blog/*/comments/*", to: "https://blog.example.net/$1#$2" };
    expect(await sent(blog, `${APP}/blog/2026/a/comments/7`)).to.equal(
      "301 https://blog.example.net/2026/a#7",
    );
    expect(await sent(blog, `${APP}/BLOG/a/Comments/7`)).to.equal("301 https://blog.example.net/a#7");
    const [rule] = await rulesetOf("redirects", { blog: redirect(blog) });
    expect(rule.actionParameters.fromValue.targetUrl).to.deep.equal({
      expression:
        'wildcard_replace(http.request.uri.path, r"/blog/*/comments/*", r"https://blog.example.net/$' +
        "{1}#$" +
        '{2}")',
    });
    const all = { path: "/*", to: "https://example.net/$1" };
    expect(await sent(all, `${APP}/x`)).to.equal("301 https://example.net/x");
    expect(await sent(all, `${APP}/.well-known/acme-challenge/x`)).to.equal(undefined);
  });

  it("H23 are refused when they would lead to themselves, or nowhere", async () => {
    const domain = "sql-studio.app";
    for (const [rule, words] of [
      [redirect({ path: "/a", to: `${APP}/a` }), "rules.a redirects to is"],
      [redirect({ path: "/blog/*", to: `${APP}/blog/new/$1` }), "rules.a redirects to is"],
      [redirectHost(domain, domain), "rules.a redirects to is"],
    ] as const) {
      expect(await zoneWith({ a: rule }).catch(String)).to.include(words);
    }
    expect(await zoneWith({ a: redirect({ path: "/blog/*", to: `${APP}/news/$1` }) })).to.be.an("object");
    expect(await zoneWith({ a: redirect({ path: "/*", to: "https://example.net/$1" }) })).to.be.an("object");
    for (const [path, to, words] of [
      ["about", APP, "does not begin with /"],
      ["/a?b=1", APP, "has a query"],
      ["/a", "/b", "not an absolute URL"],
      ["/a", "ftp://example.net", "not an absolute URL"],
      ["/a/*", "https://example.net/$2", "refers to $2"],
      ["/a/**", APP, "two stars in a row"],
    ] as const) {
      expect(() => redirect({ path, to }), path).to.throw(words);
    }
  });
});

describe("responses of a zone's own", () => {
  const json = { contentType: "application/json", content: '{"error":"no"}' } as const;

  it("H26 answer who is blocked, with a status of their own", async () => {
    const internal = request.path.startsWith("/internal/");
    const rules = { a: refuse(internal, { label: "internal", response: { status: 404, ...json } }) };
    expect(ask(await zoneWith(rules), `${APP}/internal/x`)).to.deep.include({
      verdict: "block",
      status: 404,
      body: json,
    });
    for (const [response, plan, words] of [
      [json, "free", "a response of its own"],
      [
        { ...json, status: 500 },
        "pro",
        "response's status is 500; allowed are whole numbers from 400 to 499",
      ],
      [{ ...json, content: "x".repeat(2049) }, "pro", "at most 2048 bytes"],
      [{ ...json, content: "" }, "pro", '"0 bytes"'],
    ] as const) {
      const zone = zoneWith({ a: refuse(internal, { label: "a", response }) }, { plan });
      expect(await zone.catch(String)).to.include(words);
    }
    const challenge = refuse(internal, { label: "a", action: "managed_challenge", response: json });
    expect(await zoneWith({ a: challenge }).catch(String)).to.include('action is "managed_challenge"');
  });

  it("H26 stand in for errors of the origin, of an API in its own format", async () => {
    const api = errorResponse({ label: "API errors", paths: ["/api/"], status: 503, ...json });
    const graph = await zoneWith({ api });
    const failing = (path: string, status: number) => ask(graph, `${APP}${path}`, { response: { status } });
    expect(failing("/api/x", 502)).to.deep.include({ verdict: "pass", status: 503, body: json });
    expect(failing("/api/x", 404)).to.deep.include({ status: undefined, body: undefined });
    expect(failing("/", 502)).to.deep.include({ status: undefined, body: undefined });
    const [rule] = await rulesetOf("errors", { api });
    expect(rule).to.deep.include({
      action: "serve_error",
      expression:
        'http.response.code ge 500 and http.response.code le 599 and starts_with(http.request.uri.path, "/api/")',
      actionParameters: { ...json, statusCode: 503 },
    });
    expect(await zoneWith({ api }, { plan: "free" }).catch(String)).to.include(
      "rules in http_custom_errors is 1; allowed are at most 0 on plan free; it needs plan pro",
    );
    const long = errorResponse({ label: "long", ...json, content: "x".repeat(10_241) });
    expect(await zoneWith({ long }).catch(String)).to.include("at most 10240 bytes");
  });
});
