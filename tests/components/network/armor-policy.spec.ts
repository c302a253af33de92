import { expect } from "chai";
import { ArmorPolicy, type ArmorPolicyArgs } from "#components/network/armor-policy";
import { program } from "#docs/examples/network/armor-policy";
import { type Graph, isRecord, type Value } from "#graph/model";
import { record } from "#graph/record/record";
import { CLOUDFLARE_RANGES } from "#models/cloudflare/ranges";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { items } from "./balancing/url-map.ts";

const recordArmor = (args?: ArmorPolicyArgs) =>
  recordWith(({ gcp }) => {
    const { policyLink } = new ArmorPolicy("armor", args, { provider: gcp });
    return { policyLink };
  });

const rulesOf = (graph: Graph) => items(nodeNamed(graph, "armor-policy").inputs["rules"]);

/** Rules as `priority action what`, in the order in which they are asked. */
function lines(graph: Graph): string[] {
  return rulesOf(graph)
    .sort((one, other) => Number(one["priority"]) - Number(other["priority"]))
    .map(({ priority, action, description }) => `${priority} ${action} ${description}`);
}

const EVERYBODY_ELSE = "2147483647 deny(403) everybody else";

describe("components/network/ArmorPolicy", () => {
  it("admits Cloudflare and nobody else, ten ranges a rule", async () => {
    const graph = await recordArmor();
    expect(childrenOf(graph, "armor")).to.deep.equal([
      "gcp:compute/securityPolicy:SecurityPolicy armor-policy",
    ]);
    expect(lines(graph)).to.deep.equal([
      "20000 allow Cloudflare, part 1 of 3",
      "20100 allow Cloudflare, part 2 of 3",
      "20200 allow Cloudflare, part 3 of 3",
      EVERYBODY_ELSE,
    ]);
    const admitted = rulesOf(graph)
      .slice(0, 3)
      .map((rule) => rangesIn(rule["match"]));
    expect(admitted.every((ranges) => ranges.length <= 10)).to.equal(true);
    expect(admitted.flat()).to.deep.equal([...CLOUDFLARE_RANGES.ipv4, ...CLOUDFLARE_RANGES.ipv6]);
    expect(graph.outputs["policyLink"]).to.deep.equal({ $unknown: true });
    expect(nodeNamed(graph, "armor").published?.["facts"]).to.deep.equal({
      reachableFrom: { from: "cloudflare", refusalStatus: 403 },
      adaptiveProtection: false,
    });
  });

  it("admits whom it is told to", async () => {
    const offices = await recordArmor({ admit: { ranges: ["192.0.2.0/24"] } });
    expect(lines(offices)).to.deep.equal(["20000 allow 1 range", EVERYBODY_ELSE]);
    const everybody = await recordArmor({ admit: "everybody" });
    expect(lines(everybody)).to.deep.equal(["20000 allow everybody", EVERYBODY_ELSE]);
    expect(rangesIn(rulesOf(everybody)[0]?.["match"])).to.deep.equal(["*"]);
    expect(nodeNamed(everybody, "armor").published?.["facts"]).to.deep.include({
      optOuts: [{ argument: "admit", value: "everybody", default: "cloudflare" }],
    });
  });

  it("looks for attacks before it admits, since who is admitted is asked nothing more", async () => {
    const graph = await recordArmor({ waf: { sets: ["xss", "sqli"], sensitivity: 2 } });
    expect(lines(graph).slice(0, 3)).to.deep.equal([
      "10000 deny(403) WAF sqli, sensitivity 2",
      "10100 deny(403) WAF xss, sensitivity 2",
      "20000 allow Cloudflare, part 1 of 3",
    ]);
    expect(rulesOf(graph)[0]).to.deep.include({
      preview: false,
      match: {
        expr: { expression: "evaluatePreconfiguredWaf('sqli-v422-stable', {'sensitivity': 2})" },
      },
    });
  });

  it("moves no pattern when another comes or goes, and may only watch", async () => {
    const few = lines(await recordArmor({ waf: { sets: ["xss", "nodejs"] } }));
    const all = lines(await recordArmor({ waf: {} }));
    expect(all).to.include(few[0]);
    expect(few[1]).to.equal("11100 deny(403) WAF nodejs, sensitivity 1");
    const watched = await recordArmor({ waf: { preview: true } });
    expect(rulesOf(watched).map(({ preview }) => preview)).to.deep.equal([
      ...Array(5).fill(true),
      ...Array(4).fill(false),
    ]);
    expect(nodeNamed(watched, "armor").published?.["facts"]).to.deep.include({
      firewall: [
        { kind: "patterns", sets: ["sqli", "xss", "lfi", "rfi", "rce"], sensitivity: 1, logOnly: true },
      ],
    });
  });

  it("limits those whom it admits, and nobody gets in by asking seldom", async () => {
    const graph = await recordArmor({ rateLimit: { requests: 600, periodSeconds: 60 } });
    expect(lines(graph).map((line) => line.split(" ")[1])).to.deep.equal([
      "throttle",
      "throttle",
      "throttle",
      "deny(403)",
    ]);
    expect(rulesOf(graph)[0]).to.deep.include({
      rateLimitOptions: {
        conformAction: "allow",
        exceedAction: "deny(429)",
        enforceOnKey: "USER_IP",
        rateLimitThreshold: { count: 600, intervalSec: 60 },
      },
    });
    expect(nodeNamed(graph, "armor-policy").inputs["advancedOptionsConfig"]).to.deep.equal({
      jsonParsing: "STANDARD",
      logLevel: "NORMAL",
      requestBodyInspectionSize: "8KB",
      userIpRequestHeaders: ["CF-Connecting-IP"],
    });
  });

  it("takes nobody's word for an address where it admits more than Cloudflare, and may ban", async () => {
    const rateLimit = { requests: 600, periodSeconds: 60, banSeconds: 600 };
    const graph = await recordArmor({ admit: "everybody", rateLimit });
    expect(rulesOf(graph)[0]).to.deep.include({ action: "rate_based_ban" });
    expect(rulesOf(graph)[0]?.["rateLimitOptions"]).to.include({ enforceOnKey: "IP", banDurationSec: 600 });
    expect(nodeNamed(graph, "armor-policy").inputs["advancedOptionsConfig"]).not.to.have.property(
      "userIpRequestHeaders",
    );
  });

  it("asks rules of one's own first", async () => {
    const graph = await recordArmor({
      waf: { sets: ["sqli"] },
      rules: {
        admin: { priority: 20, action: "deny", status: 404, expression: "request.path == '/admin'" },
        office: { priority: 10, action: "allow", ranges: ["192.0.2.0/24"], description: "the office" },
      },
    });
    expect(lines(graph).slice(0, 3)).to.deep.equal([
      "10 allow the office",
      "20 deny(404) admin",
      "10000 deny(403) WAF sqli, sensitivity 1",
    ]);
  });

  it("watches for the unusual, and says more in logs, when asked to", async () => {
    const adaptive = async (args: ArmorPolicyArgs) =>
      nodeNamed(await recordArmor(args), "armor-policy").inputs["adaptiveProtectionConfig"];
    expect(await adaptive({})).to.deep.equal({
      layer7DdosDefenseConfig: { enable: false, ruleVisibility: "STANDARD" },
    });
    expect(await adaptive({ adaptiveProtection: true })).to.deep.equal({
      layer7DdosDefenseConfig: { enable: true, ruleVisibility: "STANDARD" },
    });
    const wordy = await recordArmor({ verboseLogging: true, inspectedBodyKiB: 64 });
    expect(nodeNamed(wordy, "armor-policy").inputs["advancedOptionsConfig"]).to.include({
      logLevel: "VERBOSE",
      requestBodyInspectionSize: "64KB",
    });
  });

  it("keeps within the cloud's limits, whatever it is told", async () => {
    const ranges = Array.from({ length: 57 }, (_, index) => `198.51.${index}.0/24`);
    const graph = await recordArmor({
      admit: { ranges },
      waf: {},
      rateLimit: { requests: 1, periodSeconds: 10 },
    });
    const priorities = rulesOf(graph).map(({ priority }) => priority);
    expect(new Set(priorities).size).to.equal(priorities.length);
    for (const { description, match } of rulesOf(graph)) {
      expect(String(description).length).to.be.at.most(64);
      expect(rangesIn(match).length).to.be.at.most(10);
    }
    expect(rulesOf(graph).flatMap(({ match }) => rangesIn(match))).to.include.members(ranges);
  });

  it("runs its example", async () => {
    const graph = await record(program, { project: "shop", stack: "prod" });
    expect(lines(graph)).to.have.length(9);
    expect(lines(graph)[0]).to.equal("100 deny(404) admin");
  });
});

function rangesIn(match: Value | undefined): string[] {
  const config = isRecord(match) ? match["config"] : undefined;
  const ranges = isRecord(config) ? config["srcIpRanges"] : undefined;
  return Array.isArray(ranges) ? ranges.map(String) : [];
}
