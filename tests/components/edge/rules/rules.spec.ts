import { expect } from "chai";
import { cached } from "#components/edge/rules/caching/cache";
import { MEDIA, VERSIONED } from "#components/edge/rules/caching/lifetime";
import type { EdgeRule } from "#components/edge/rules/rule";
import { refuseAttacks } from "#components/edge/rules/security/attacks";
import {
  allow,
  allowVerifiedBots,
  challengeLeakedPasswords,
  challengeSuspicious,
  refuse,
  refuseCountries,
} from "#components/edge/rules/security/custom";
import { calmerDdosRules, managedFirewall } from "#components/edge/rules/security/firewall";
import { rateLimit } from "#components/edge/rules/security/limit";
import { request } from "#models/cloudflare/expression/fields";
import { nodeNamed } from "../../../support/record.ts";
import { application, ask, fired, planned, rulesetOf, zoneWith } from "../fixtures.ts";

const APP = "https://sql-studio.app";

describe("rules of a zone", () => {
  it("stand in the edge's order, whatever the order of contributing", async () => {
    const graph = await zoneWith({
      bypass: { rules: [] },
      suspicious: challengeSuspicious(),
      attacks: refuseAttacks(),
      bots: allowVerifiedBots(),
      versioned: cached({ paths: ["/assets/"], lifetime: VERSIONED }),
      media: cached({ extensions: ["png"], lifetime: MEDIA }),
    });
    const order = graph.nodes.flatMap(({ inputs }) =>
      Array.isArray(inputs["rules"]) ? [inputs["rules"].map(({ ref }) => ref)] : [],
    );
    expect(order).to.deep.equal([
      ["bots", "attacks_injection", "attacks_scripting", "attacks_traversal", "suspicious"],
      ["media", "versioned", "credentials"],
      ["media", "versioned", "unshareable"],
    ]);
  });

  it("S15 execute the managed and the OWASP rules, which block", async () => {
    const [managed, owasp] = await rulesetOf("managed-firewall", {
      waf: managedFirewall({ sensitivity: "high", paranoia: 2 }),
    });
    expect(managed).to.deep.include({
      action: "execute",
      expression: "true",
      actionParameters: { id: "efb7b8c949ac4650a09736fc376e9aee" },
    });
    expect(owasp.actionParameters).to.deep.equal({
      id: "4814384a9e5d4991b9815dcfc25d2f1f",
      overrides: {
        rules: [{ id: "6179ae15870a4bb7b2d480d4843b323c", action: "block", scoreThreshold: 25 }],
        categories: [
          { category: "paranoia-level-3", enabled: false },
          { category: "paranoia-level-4", enabled: false },
        ],
      },
    });
  });

  it("I17 execute each ruleset by the id that Cloudflare documents", async () => {
    const [managed, owasp] = await rulesetOf("managed-firewall", { waf: managedFirewall() });
    expect(managed.actionParameters.id).to.equal("efb7b8c949ac4650a09736fc376e9aee");
    expect(owasp.actionParameters.id).to.equal("4814384a9e5d4991b9815dcfc25d2f1f");
    expect(owasp.actionParameters.overrides.rules).to.deep.equal([
      { id: "6179ae15870a4bb7b2d480d4843b323c", action: "block", scoreThreshold: 40 },
    ]);
  });

  it("S16 leave the DDoS rules alone unless told, and never switch them off", async () => {
    const graph = await planned(application);
    expect(graph.nodes.map(({ inputs }) => inputs["phase"])).not.to.include("ddos_l7");
    expect(nodeNamed(graph, "zone-apex").inputs["proxied"]).to.equal(true);
    const calmer = calmerDdosRules({ sensitivity: "low", because: "load tests" });
    const [rule] = await rulesetOf("ddos", { calmer });
    expect(rule).to.deep.include({
      expression: "true",
      action: "execute",
      actionParameters: { id: "4d21379b4f9f4bb088e0729962c8b3cf", overrides: { sensitivityLevel: "low" } },
    });
    const twice = await zoneWith({ calmer, more: calmer }).catch(String);
    expect(twice).to.include(
      "rules in ddos_l7 is 2; allowed are at most 1 on plan pro; it needs plan enterprise",
    );
  });

  it("S17 block bad clients, let good ones in and challenge the suspicious", async () => {
    const graph = await zoneWith({
      bots: allowVerifiedBots(),
      suspicious: challengeSuspicious(),
      attacks: refuseAttacks(),
    });
    const browser = { "User-Agent": "Mozilla/5.0" };
    expect(ask(graph, { url: APP, headers: browser }).verdict).to.equal("pass");
    expect(ask(graph, { url: `${APP}/../etc?f=/etc/passwd`, headers: browser }).verdict).to.equal("block");
    expect(ask(graph, { url: APP }).verdict).to.equal("challenge");
    expect(ask(graph, { url: APP, client: { verifiedBot: true } }).verdict).to.equal("pass");
    const scored = await zoneWith(
      { suspicious: challengeSuspicious({ belowBotScore: 30 }) },
      { plan: "enterprise" },
    );
    expect(ask(scored, { url: APP, headers: browser, client: { botScore: 29 } }).verdict).to.equal(
      "challenge",
    );
    expect(ask(scored, { url: APP, headers: browser, client: { botScore: 30 } }).verdict).to.equal("pass");
  });

  it("challenge log-ins with leaked passwords, and refuse countries", async () => {
    const graph = await zoneWith({
      leaked: challengeLeakedPasswords({ paths: ["/api/login"] }),
      embargo: refuseCountries(["KP", "T1"]),
    });
    const leaked = { detection: { leakedPassword: true } };
    expect(ask(graph, { url: `${APP}/api/login`, ...leaked }).verdict).to.equal("challenge");
    expect(ask(graph, { url: `${APP}/api/other`, ...leaked }).verdict).to.equal("pass");
    expect(ask(graph, { url: APP, client: { country: "KP" } })).to.include({ verdict: "block", status: 403 });
    expect(() => refuseCountries(["kp"])).to.throw("two capital letters");
    expect(nodeNamed(graph, "zone-leaked-credentials").inputs["enabled"]).to.equal(true);
  });

  it("S18 count by address, API key and user, each where the plan can", async () => {
    const limit = { paths: ["/api/"], requests: 100, periodSeconds: 60 };
    const by = (key: NonNullable<Parameters<typeof rateLimit>[0]["by"]>) => ({
      api: rateLimit({ ...limit, by: key }),
    });
    const counted = async (key: Parameters<typeof by>[0]) => {
      const [rule] = await rulesetOf("rate-limits", by(key), { plan: "enterprise" });
      return rule.ratelimit.characteristics;
    };
    expect(await counted("address")).to.deep.equal(["cf.colo.id", "ip.src"]);
    expect(await counted("visitor")).to.deep.equal(["cf.colo.id", "cf.unique_visitor_id"]);
    expect(await counted({ header: "X-API-Key" })).to.deep.equal([
      "cf.colo.id",
      'http.request.headers["x-api-key"]',
    ]);
    expect(await counted({ cookie: "jwt" })).to.deep.equal(["cf.colo.id", 'http.request.cookies["jwt"]']);
    expect(await zoneWith(by("visitor")).catch(String)).to.include("it needs plan business");
    const failures = rateLimit({ ...limit, counting: request.path.eq("/api/login") });
    expect(await zoneWith({ failures }).catch(String)).to.include("a counting expression");
    const [rule] = await rulesetOf("rate-limits", { failures }, { plan: "business" });
    expect(rule.ratelimit).to.include({
      countingExpression: 'http.request.uri.path eq "/api/login"',
      mitigationTimeout: 60,
    });
  });

  it("answer a refused API client in its own language", async () => {
    const response = { contentType: "application/json", content: '{"error":"too many requests"}' } as const;
    const api = rateLimit({ paths: ["/api/"], requests: 5, periodSeconds: 10, response });
    const [rule] = await rulesetOf("rate-limits", { api });
    expect(rule.actionParameters).to.deep.equal({ response: { statusCode: 429, ...response } });
    expect(await zoneWith({ api }, { plan: "free" }).catch(String)).to.include("a response of its own");
    const long = { ...response, content: "x".repeat(2049) };
    const chatty = rateLimit({ requests: 5, periodSeconds: 10, response: long });
    expect(await zoneWith({ chatty }).catch(String)).to.include(
      'response is "2049 bytes"; allowed are at most 2048 bytes',
    );
  });

  it("may let clients past limits and Super Bot Fight Mode, never past the cache's rules", async () => {
    const office = allow(request.header("x-partner").isPresent(), {
      label: "partners",
      pastRateLimits: true,
      pastBotFight: true,
    });
    const graph = await zoneWith({
      office,
      limit: rateLimit({ paths: ["/"], requests: 1, periodSeconds: 10 }),
    });
    const flood = { earlierRequests: 9 };
    expect(ask(graph, { url: APP, headers: { "X-Partner": "1" } }, flood).verdict).to.equal("pass");
    expect(ask(graph, APP, flood).status).to.equal(429);
    const sneaky: EdgeRule = {
      phase: "http_request_firewall_custom",
      stage: "allow",
      description: "past the cache rules",
      when: request.path.startsWith("/"),
      action: "skip",
      parameters: { phases: ["http_request_cache_settings"] },
    };
    expect(await zoneWith({ sneaky: { rules: [sneaky] } }).catch(String)).to.include(
      'rules.sneaky skips is "http_request_cache_settings"; allowed are "http_ratelimit"',
    );
  });

  it("stand only where their phase has a place", async () => {
    const [rule] = refuse(request.path.eq("/a"), { label: "a" }).rules;
    const misplaced = { rules: rule ? [{ ...rule, stage: "store" as const }] : [] };
    expect(await zoneWith({ misplaced }).catch(String)).to.include(
      'rules.misplaced.stage is "store"; allowed are "exempt", "allow", "block", "challenge"',
    );
    const foreign = { rules: rule ? [{ ...rule, action: "set_cache_settings" }] : [] };
    expect(await zoneWith({ foreign }).catch(String)).to.include(
      'rules.foreign action is "set_cache_settings"; allowed are "block", "managed_challenge"',
    );
    const twice = { rules: rule ? [rule, rule] : [] };
    expect(await zoneWith({ twice }).catch(String)).to.include(
      "one rule of that name in http_request_firewall_custom",
    );
  });

  it("fire in the order in which they stand", async () => {
    const graph = await zoneWith({
      first: refuse(request.path.startsWith("/a"), { label: "first" }),
      second: refuse(request.path.startsWith("/a"), { label: "second" }),
    });
    expect(fired(ask(graph, `${APP}/a`))).to.deep.equal(["http_request_firewall_custom:first"]);
  });
});
