import { expect } from "chai";
import { refuseAttacks } from "#components/edge/rules/security/attacks";
import { allow } from "#components/edge/rules/security/custom";
import {
  exceptFromManagedRules,
  exemptFromBotFight,
  type ManagedException,
} from "#components/edge/rules/security/exceptions";
import { managedFirewall } from "#components/edge/rules/security/firewall";
import { client } from "#models/cloudflare/expression/fields";
import { application, ask, fired, planned, rulesetOf, zoneWith } from "../fixtures.ts";

const APP = "https://sql-studio.app";
/** Ids of the rulesets. Source: Cloudflare docs, WAF managed rules. */
const CLOUDFLARE = "efb7b8c949ac4650a09736fc376e9aee";
const OWASP = "4814384a9e5d4991b9815dcfc25d2f1f";
const RULE = "0123456789abcdef0123456789abcdef";

/** Managed rulesets that inspect a request, with the rules that exceptions leave out. */
async function inspected(url: string, exceptions: Record<string, ManagedException>) {
  const excepted = Object.entries(exceptions).map(([key, each]) => [key, exceptFromManagedRules(each)]);
  const graph = await zoneWith({ waf: managedFirewall(), ...Object.fromEntries(excepted) });
  const { fired: rules } = ask(graph, url);
  return rules
    .filter(({ action }) => action === "execute")
    .map(({ ref, without = [] }) => [ref, ...without].join(" "));
}

describe("exceptions from managed rules", () => {
  it("H22 leave out all rules, whole sets or single rules, for some requests, before the sets run", async () => {
    const paths = ["/editor/"];
    const because = "posts of the editor hold SQL";
    const cases: [ManagedException["skip"], string[]][] = [
      ["all", []],
      [{ rulesets: ["owasp"] }, ["waf_cloudflare"]],
      [{ rules: { cloudflare: [RULE] } }, [`waf_cloudflare ${RULE}`, "waf_owasp"]],
    ];
    for (const [skip, expected] of cases) {
      const exceptions = { editor: { skip, paths, because } };
      expect(await inspected(`${APP}/editor/1`, exceptions)).to.deep.equal(expected);
      expect(await inspected(`${APP}/`, exceptions)).to.deep.equal(["waf_cloudflare", "waf_owasp"]);
    }
  });

  it("H22 stand before the rules that execute the sets, logged and with their reason", async () => {
    const editor = exceptFromManagedRules({
      skip: { rules: { owasp: [RULE], cloudflare: [RULE] } },
      paths: ["/editor/"],
      because: "posts of the editor hold SQL",
    });
    const rules = await rulesetOf("managed-firewall", { waf: managedFirewall(), editor });
    expect(rules.map(({ ref }) => ref)).to.deep.equal(["editor", "waf_cloudflare", "waf_owasp"]);
    expect(rules[0]).to.deep.equal({
      ref: "editor",
      description: "Except /editor/* from 2 managed rules: posts of the editor hold SQL",
      expression: 'starts_with(http.request.uri.path, "/editor/")',
      action: "skip",
      enabled: true,
      actionParameters: {
        rules: { [CLOUDFLARE]: [RULE], [OWASP]: [RULE] },
      },
      logging: { enabled: true },
    });
  });

  it("H22 override tags and rules for every request, with the reason in the description", async () => {
    const waf = managedFirewall({
      overrides: [
        { category: "wordpress", action: "off", because: "no WordPress here" },
        { rule: RULE, action: "log", because: "watched until May" },
        {
          ruleset: "owasp",
          category: "language-java",
          action: "managed_challenge",
          because: "Java is internal",
        },
      ],
    });
    const [cloudflare, owasp] = await rulesetOf("managed-firewall", { waf });
    expect(cloudflare.description).to.equal(
      `Cloudflare managed rules; wordpress off: no WordPress here; rule ${RULE} log: watched until May`,
    );
    expect(cloudflare.actionParameters.overrides).to.deep.equal({
      rules: [{ id: RULE, action: "log" }],
      categories: [{ category: "wordpress", enabled: false }],
    });
    expect(owasp.actionParameters.overrides.categories).to.deep.include({
      category: "language-java",
      action: "managed_challenge",
    });
    expect(waf.facts?.firewall).to.deep.equal([
      {
        kind: "managed",
        owasp: { sensitivity: "medium", paranoia: 1 },
        action: "block",
        overrides: ["wordpress off", `rule ${RULE} log`, "language-java managed_challenge"],
      },
    ]);
  });

  it("H22 are refused without a reason, without a condition, with nothing to skip, or on Free", async () => {
    const paths = ["/a"];
    const cases: [ManagedException, string][] = [
      [{ skip: "all", paths, because: " " }, "rules.a.because is"],
      [{ skip: "all", because: "why not" }, 'rules.a skips managed rules for is "every request"'],
      [{ skip: { rulesets: [] }, paths, because: "x" }, 'rules.a skips is "nothing"'],
      [
        { skip: { rules: { owasp: ["SQLi"] } }, paths, because: "x" },
        'rules.a skips is "SQLi"; allowed are ids',
      ],
    ];
    for (const [exception, words] of cases) {
      expect(await zoneWith({ a: exceptFromManagedRules(exception) }).catch(String)).to.include(words);
    }
    const fine = exceptFromManagedRules({ skip: "all", paths, because: "x" });
    expect(await zoneWith({ fine }, { plan: "free", bots: {} }).catch(String)).to.include(
      "on plan pro and up",
    );
    const odd = managedFirewall({ overrides: [{ category: "Word Press", action: "off", because: "x" }] });
    expect(await zoneWith({ odd }).catch(String)).to.include("tags of managed rules");
  });
});

describe("automated clients", () => {
  const webhook = { url: `${APP}/hooks/pay`, method: "POST", client: { automated: "definitely" } } as const;

  it("F3 are blocked on every path of a paid plan, unless a rule exempts them, from that alone", async () => {
    const { rules: _, ...bare } = application;
    const blocked = ask(await planned(bare), webhook);
    expect(blocked).to.include({ verdict: "block", status: 403 });
    expect(fired(blocked)).to.include("http_request_sbfm:bots");
    const hooks = exemptFromBotFight({ label: "payments", paths: ["/hooks/"] });
    const graph = await zoneWith({ hooks, attacks: refuseAttacks() });
    expect(ask(graph, webhook).verdict).to.equal("pass");
    expect(ask(graph, { ...webhook, url: `${APP}/` }).verdict).to.equal("block");
    expect(ask(graph, { ...webhook, url: `${APP}/hooks/pay?f=/etc/passwd` }).fired.at(-1)?.ref).to.equal(
      "attacks_traversal",
    );
    const verified = { url: APP, client: { automated: "definitely", verifiedBot: true } } as const;
    expect(ask(graph, verified).verdict).to.equal("pass");
  });

  it("F3 cannot be let past the Free plan's Bot Fight Mode, so a rule that tries is refused with the reason", async () => {
    const office = client.address.eq("198.51.100.7");
    const words =
      'rules.a skips is "Super Bot Fight Mode"; allowed are on plan pro and up; on plan free no rule can skip Bot Fight Mode';
    for (const rule of [
      allow(office, { label: "office", pastBotFight: true }),
      exemptFromBotFight({ label: "hooks", paths: ["/hooks/"] }),
    ]) {
      expect(await zoneWith({ a: rule }, { plan: "free" }).catch(String)).to.include(words);
    }
    const free = await zoneWith({}, { plan: "free" });
    expect(ask(free, webhook)).to.include({ verdict: "challenge" });
    const off = await zoneWith({}, { plan: "free", bots: { automated: "allow" } });
    expect(ask(off, webhook).verdict).to.equal("pass");
  });
});
