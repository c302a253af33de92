import { expect } from "chai";
import { program as freeZone } from "#docs/examples/edge/free-zone";
import { program as mailZone } from "#docs/examples/edge/mail-zone";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { check } from "#policies/check";
import { RULES } from "#policies/rules";
import { ask } from "./fixtures.ts";

const RECORD = "cloudflare:index/dnsRecord:DnsRecord";

function findings(graph: Graph): string[] {
  const { findings: found } = check(graph, RULES, { exceptions: [], today: "2026-11-28" });
  return found.map(({ rule, message }) => `${rule}: ${message}`);
}

describe("a zone with 50 records and mail at three providers", () => {
  let graph: Graph;
  before(async () => {
    graph = await record(mailZone, { project: "example", stack: "prod" });
  });

  const recordNamed = (name: string) =>
    graph.nodes.find((node) => node.type === RECORD && node.name === `zone-${name}`)?.inputs ?? {};

  it("H27 plans every record, and no rule objects", () => {
    expect(graph.nodes.filter(({ type }) => type === RECORD)).to.have.length(50);
    expect(findings(graph)).to.deep.equal([]);
  });

  it("H27 keeps what resolvers and other companies need out of the edge, each with its reason", () => {
    const records = graph.nodes.filter(({ type }) => type === RECORD).map(({ inputs }) => inputs);
    const unproxied = records.filter(({ proxied }) => proxied === false);
    const silent = unproxied.filter(({ comment }) => !String(comment).includes("not proxied: "));
    expect(silent.every(({ name }) => /(^|\.)_/.test(String(name)))).to.equal(true);
    expect(unproxied.length - silent.length).to.equal(6);
    expect(recordNamed("dkim-ses-1")).to.include({ proxied: false, ttl: 1 });
    expect(recordNamed("mta-sts-version")).to.include({ ttl: 300, content: '"v=STSv1; id=20261128T000000"' });
    expect(String(recordNamed("dkim-google")["content"]).split('" "')).to.have.length(2);
  });

  it("H27 answers for the site and not for others' hosts", () => {
    expect(ask(graph, "https://www.example.org/a?b=1").location).to.equal("https://example.org/a?b=1");
    expect(ask(graph, "https://forum.example.org/t/1").verdict).to.equal("pass");
    for (const host of ["status", "mta-sts", "bastion", "lists", "nowhere"]) {
      expect(ask(graph, `https://${host}.example.org/`).verdict, host).to.equal("unreached");
    }
    const hook = { url: "https://forum.example.org/hooks/ci", client: { automated: "definitely" } } as const;
    expect(ask(graph, hook).verdict).to.equal("pass");
    expect(ask(graph, { ...hook, url: "https://forum.example.org/t/1" }).verdict).to.equal("block");
  });
});

describe("a Free zone with rules", () => {
  let graph: Graph;
  before(async () => {
    graph = await record(freeZone, { project: "example", stack: "prod" });
  });

  const SITE = "https://example.net";

  it("H28 plans within the plan, and no rule objects", () => {
    const rulesets = graph.nodes.filter(({ type }) => type === "cloudflare:index/ruleset:Ruleset");
    const counts = rulesets.map(({ inputs: { phase, rules } }) => [
      phase,
      Array.isArray(rules) ? rules.length : 0,
    ]);
    expect(Object.fromEntries(counts)).to.include({
      http_request_dynamic_redirect: 3,
      http_request_firewall_custom: 5,
      http_ratelimit: 1,
    });
    expect(findings(graph)).to.deep.equal([]);
  });

  it("H28 redirects, refuses, limits and caches as it says", () => {
    const { location, status } = ask(graph, `${SITE}/blog/2026/a?b=1`);
    expect([status, location]).to.deep.equal([308, "https://blog.example.com/2026/a?b=1"]);
    expect(ask(graph, `${SITE}/about`).location).to.equal(`${SITE}/company/`);
    expect(ask(graph, "https://www.example.net/x").location).to.equal(`${SITE}/x`);
    expect(ask(graph, { url: SITE, client: { country: "KP" } }).verdict).to.equal("block");
    expect(ask(graph, `${SITE}/?q=%3Cscript%3E`).verdict).to.equal("block");
    const api = "https://api.example.net/v1/orders";
    expect(ask(graph, api, { earlierRequests: 49 }).verdict).to.equal("pass");
    expect(ask(graph, api, { earlierRequests: 50 }).status).to.equal(429);
    expect(ask(graph, api).cache?.stored).to.equal(false);
    expect(ask(graph, `${SITE}/assets/app-3f2a.js`).cache?.edgeSeconds).to.equal(31_536_000);
    expect(ask(graph, { url: SITE, client: { automated: "definitely" } }).verdict).to.equal("pass");
  });
});
