import { expect } from "chai";
import { type Node, UNKNOWN, type Value, type Values } from "#graph/model";
import { MANAGED_RULESETS, OWASP_VERDICT } from "#models/cloudflare/managed-rulesets";
import { managedWaf } from "#policies/cloudflare/rulesets/managed-waf";
import { resource } from "../../support/nodes.ts";
import { outcome } from "../../support/rules.ts";
import { ofZone, ruleset, ZONE } from "../../support/zones.ts";

const MANAGED = "http_request_firewall_managed";
const CUSTOM = "http_request_firewall_custom";
const WHERE = "[rules[0].expression]";

const EXECUTE: Values = {
  action: "execute",
  expression: "true",
  ref: "waf",
  actionParameters: { id: MANAGED_RULESETS.cloudflare },
};

function skip(expression: Value, actionParameters: Values = { ruleset: "current" }): Values {
  return { action: "skip", ref: "skip", expression, actionParameters };
}

function managed(...rules: readonly Values[]): Node {
  return ruleset(MANAGED, [...rules]);
}

function custom(...rules: readonly Values[]): Node {
  return ofZone("ruleset:Ruleset", { kind: "zone", phase: CUSTOM, rules: [...rules] }, "custom");
}

function record(name: string): Node {
  return ofZone("dnsRecord:DnsRecord", { name, type: "A", content: "192.0.2.1", proxied: true }, name);
}

function found(...stack: readonly Node[]): string[] {
  const { findings, unknown } = outcome(managedWaf, stack);
  return unknown.length > 0 ? [`unknown: ${unknown.join(", ")}`] : findings;
}

describe("managed rules, by the requests that they inspect", () => {
  it("I8 finds a zone that executes none", () => {
    const text = "reaches the origin without managed rules: no ruleset executes them [name]";
    expect(found(ZONE)).to.deep.equal([`GET https://example.com/ ${text}`]);
    expect(found(ZONE, managed({ ...EXECUTE, enabled: false }))).to.deep.equal([
      `GET https://example.com/ ${text}`,
    ]);
    expect(
      found(ZONE, record("www"), managed({ ...EXECUTE, expression: 'http.host eq "example.com"' })),
    ).to.deep.equal([`GET https://www.example.com/ ${text}`]);
    expect(found(ZONE, managed({ ...EXECUTE, expression: 'http.request.method eq "GET"' }))).to.deep.equal([
      `POST https://example.com/login ${text}`,
    ]);
    expect(found(ZONE, managed(EXECUTE))).to.deep.equal([]);
  });

  for (const [expression, which] of [
    ['starts_with(http.request.uri.path, "/")', "every request"],
    ["len(http.request.uri.path) gt 0", "every request"],
    ['http.host eq "example.com"', "every request"],
    ["not ip.src in {192.0.2.0/24}", "every request"],
    ['http.request.method eq "POST"', "POST https://example.com/login, POST https://example.com/api/orders"],
    ['ip.src.country eq "US" and http.request.uri.path eq "/login"', "POST https://example.com/login"],
  ] as const) {
    it(`I8 finds a skip before them for ${expression}`, () => {
      const message = `rule "skip" skips managed rules for ${which} ${WHERE}`;
      expect(found(managed(skip(expression), EXECUTE))).to.deep.equal([message]);
      expect(found(ZONE, managed(EXECUTE), custom(skip(expression, { phases: [MANAGED] })))).to.deep.equal([
        message,
      ]);
    });
  }

  for (const expression of [
    'http.request.uri.path eq "/editor"',
    "ip.src in {192.0.2.0/24}",
    "cf.client.bot",
    'http.user_agent contains "UptimeRobot" and cf.example.new_field eq "x"',
  ]) {
    it(`I8 lets pass a skip for ${expression}`, () => {
      expect(found(managed(skip(expression), EXECUTE))).to.deep.equal([]);
    });
  }

  it("I8 lets pass a skip after them, or that is disabled, or of something else", () => {
    expect(found(managed(EXECUTE, skip("true")))).to.deep.equal([]);
    expect(found(managed({ ...skip("true"), enabled: false }, EXECUTE))).to.deep.equal([]);
    expect(found(custom(skip("true", { phases: ["http_request_sbfm"] })))).to.deep.equal([]);
  });

  it("I8 lets a part of a site leave out one set of two, and no part leave out both", () => {
    const owasp: Values = { ...EXECUTE, ref: "owasp", actionParameters: { id: MANAGED_RULESETS.owasp } };
    const api = (...rulesets: readonly string[]) =>
      skip('starts_with(http.request.uri.path, "/api/")', { rulesets: [...rulesets] });
    expect(found(managed(api(MANAGED_RULESETS.owasp), EXECUTE, owasp))).to.deep.equal([]);
    expect(
      found(managed(api(MANAGED_RULESETS.owasp, MANAGED_RULESETS.cloudflare), EXECUTE, owasp)),
    ).to.deep.equal([`rule "skip" skips managed rules for POST https://example.com/api/orders ${WHERE}`]);
    const all = skip("true", { rulesets: [MANAGED_RULESETS.owasp] });
    expect(found(managed(all, EXECUTE, owasp))).to.deep.equal([
      `rule "skip" skips managed rules for every request ${WHERE}`,
    ]);
  });

  it("I8 finds the OWASP set's last rule that logs, is off, or acts at a score nothing reaches", () => {
    const path = "[rules[0].actionParameters.overrides.rules[0]";
    const verdict = (override: Values) =>
      found(
        managed({
          ...EXECUTE,
          description: `OWASP; rule ${OWASP_VERDICT} log: watched`,
          actionParameters: {
            id: MANAGED_RULESETS.owasp,
            overrides: { rules: [{ id: OWASP_VERDICT, ...override }] },
          },
        }),
      ).map((finding) => finding.replace(/rule "OWASP; .*?"/, "it"));
    expect(verdict({ action: "log" })).to.deep.equal([`it only logs attacks ${path}.action]`]);
    expect(verdict({ enabled: false })).to.deep.equal([`it is disabled by an override ${path}.enabled]`]);
    expect(verdict({ scoreThreshold: 1000 })).to.deep.equal([
      `it acts at a score above 1000; 60 is the highest that Cloudflare offers ${path}.scoreThreshold]`,
    ]);
    expect(verdict({ scoreThreshold: 60, action: "block" })).to.deep.equal([]);
  });

  it("I8 finds the first paranoia level switched off, which leaves no rule of the set", () => {
    const overrides = { categories: [{ category: "paranoia-level-1", enabled: false }] };
    expect(
      found(managed({ ...EXECUTE, actionParameters: { id: MANAGED_RULESETS.owasp, overrides } })),
    ).to.deep.equal([
      'rule "waf" lets attacks of category "paranoia-level-1" pass [rules[0].actionParameters.overrides.categories[0].enabled]',
    ]);
  });

  it("I8 cannot tell where a list, a new field or an unknown value decides", () => {
    const unknown = ["unknown: rules[0].expression"];
    for (const expression of [
      "not ip.src in $office",
      'cf.example.new_field eq "x"',
      "nonsense (",
      UNKNOWN,
    ]) {
      expect(found(managed(skip(expression), EXECUTE)), String(expression)).to.deep.equal(unknown);
      expect(found(ZONE, managed({ ...EXECUTE, expression })), String(expression)).to.deep.equal(unknown);
    }
    expect(found(ZONE, ruleset(MANAGED, UNKNOWN))).to.deep.equal(["unknown: rules, rules"]);
  });

  it("I8 finds page rules that switch the firewall off for what any site receives", () => {
    const page = (inputs: Values) => found(ofZone("pageRule:PageRule", inputs));
    expect(page({ target: "*example.com/*", actions: { waf: "off" } })).to.deep.equal([
      "the page rule switches the firewall off for GET https://www.example.com/ [actions.waf]",
    ]);
    expect(page({ target: "example.com/api/*", actions: { waf: "off" } })).to.deep.equal([
      "the page rule switches the firewall off for POST https://example.com/api/orders [actions.waf]",
    ]);
    expect(page({ target: "example.com/editor/*", actions: { waf: "off" } })).to.deep.equal([]);
    expect(page({ target: "example.com/*", status: "disabled", actions: { waf: "off" } })).to.deep.equal([]);
    expect(page({ target: "example.com/*", actions: { waf: "on" } })).to.deep.equal([]);
    expect(page({ target: UNKNOWN, actions: { waf: "off" } })).to.deep.equal(["unknown: target"]);
  });

  it("I8 reads lists of the account that the stack has", () => {
    const list = (...items: readonly Values[]) =>
      resource("cloudflare:index/list:List", {
        accountId: "0a1b",
        kind: "ip",
        name: "office",
        items: [...items],
      });
    const rules = managed(skip("ip.src in $office"), EXECUTE);
    expect(found(list({ ip: "192.0.2.1" }, { ip: "2001:db8::/32" }), rules)).to.deep.equal([]);
    expect(found(list({ ip: "192.0.2.1" }, { ip: "64.0.0.0/2" }), rules)).to.deep.equal([
      `rule "skip" skips managed rules for every request ${WHERE}`,
    ]);
    expect(found(list({ ip: "192.0.2.1" }, { ip: UNKNOWN }), rules)).to.deep.equal([
      "unknown: rules[0].expression",
    ]);
    const office = list();
    const item = (ip: Value) =>
      resource("cloudflare:index/listItem:ListItem", { ip, listId: UNKNOWN }, { uses: { listId: office } });
    expect(found(office, item("0.0.0.0/1"), rules)).to.have.length(1);
    expect(found(office, item("192.0.2.1"), rules)).to.deep.equal([]);
    const ofOther = resource("cloudflare:index/listItem:ListItem", { ip: "0.0.0.0/1", listId: "another" });
    expect(found(list({ ip: "192.0.2.1" }), ofOther, rules)).to.deep.equal([]);
  });

  it("I8 counts the account's rules, and no set that other rules execute", () => {
    const account = resource(
      "cloudflare:index/ruleset:Ruleset",
      { kind: "root", accountId: "0a1b", phase: MANAGED, rules: [EXECUTE] },
      { name: "account" },
    );
    expect(found(ZONE, account)).to.deep.equal([]);
    const set = ofZone("ruleset:Ruleset", { kind: "custom", phase: MANAGED, rules: [EXECUTE] }, "set");
    expect(found(ZONE, set)).to.have.length(1);
  });
});
