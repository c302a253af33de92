import { AccessRule } from "@pulumi/cloudflare/accessRule.js";
import { PageRule } from "@pulumi/cloudflare/pageRule.js";
import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider.js";
import { Ruleset } from "@pulumi/cloudflare/ruleset.js";
import { Zone } from "@pulumi/cloudflare/zone.js";
import { Firewall } from "@pulumi/gcp/compute/firewall.js";
import { Network } from "@pulumi/gcp/compute/network.js";
import { NetworkFirewallPolicyRule } from "@pulumi/gcp/compute/networkFirewallPolicyRule.js";
import { Cluster } from "@pulumi/gcp/container/cluster.js";
import { NodePool } from "@pulumi/gcp/container/nodePool.js";
import { Provider as GoogleProvider } from "@pulumi/gcp/provider.js";
import { expect } from "chai";
import { record } from "#graph/record/record";
import { check } from "#policies/check";
import { RULES } from "#policies/rules";

/** Findings of rules about what a case is about, as `rule name`, each once. */
async function found(program: () => void, rules: RegExp): Promise<string[]> {
  const graph = await record(
    () => {
      program();
      return {};
    },
    { project: "site", stack: "dev" },
  );
  const selected = RULES.filter(({ id }) => rules.test(id));
  const { findings } = check(graph, selected, { today: "2026-11-29" });
  return [...new Set(findings.map(({ rule, urn }) => `${rule} ${urn.split("::").at(-1)}`))].sort();
}

describe("programs that use the providers' own classes", () => {
  it("I6 are found with nodes in each form", async () => {
    const nodes = () => {
      const provider = new GoogleProvider("google", { project: "site" });
      const location = "us-central1";
      const clusterAutoscaling = { enabled: true };
      const standard = new Cluster(
        "standard",
        { location, initialNodeCount: 1, clusterAutoscaling },
        { provider },
      );
      new Cluster(
        "inline",
        { location, nodePools: [{ nodeConfig: { serviceAccount: "default" } }] },
        { provider },
      );
      new NodePool("pool", { cluster: standard.id, nodeConfig: { machineType: "e2-medium" } }, { provider });
    };
    const rules = ["node-service-account", "shielded-nodes", "workload-identity"];
    expect(
      await found(nodes, /^gcp-gke-(node-service-account|shielded-nodes|workload-identity)$/),
    ).to.deep.equal(
      rules.flatMap((rule) => ["inline", "pool", "standard"].map((name) => `gcp-gke-${rule} ${name}`)),
    );
  });

  it("I7 are found with networks in any notation", async () => {
    const networks = () => {
      const provider = new GoogleProvider("google", { project: "site" });
      const network = new Network("network", { autoCreateSubnetworks: false }, { provider });
      const allows = [{ protocol: "tcp" }];
      const halves = ["0.0.0.0/1", "128.0.0.0/1"];
      new Firewall("halves", { network: network.id, allows, sourceRanges: halves }, { provider });
      new Firewall("zeros", { network: network.id, allows, sourceRanges: ["::0/0"] }, { provider });
      new Firewall("office", { network: network.id, allows, sourceRanges: ["192.0.2.0/24"] }, { provider });
      new NetworkFirewallPolicyRule(
        "quarter",
        {
          firewallPolicy: "policy",
          action: "allow",
          direction: "INGRESS",
          priority: 1,
          match: { srcIpRanges: ["0.0.0.0/2"], layer4Configs: [{ ipProtocol: "tcp" }] },
        },
        { provider },
      );
    };
    expect(await found(networks, /^gcp-open-firewall$/)).to.deep.equal([
      "gcp-open-firewall halves",
      "gcp-open-firewall quarter",
      "gcp-open-firewall zeros",
    ]);
  });

  it("I8 are found with a firewall that is skipped, weakened or missing", async () => {
    const firewalls = () => {
      const provider = new CloudflareProvider("cloudflare", {});
      const account = { id: "0a1b" };
      const zone = new Zone("skipped", { account, name: "example.com" }, { provider });
      const id = "efb7b8c949ac4650a09736fc376e9aee";
      new Ruleset(
        "waf",
        {
          zoneId: zone.id,
          kind: "zone",
          name: "waf",
          phase: "http_request_firewall_managed",
          rules: [
            { action: "skip", expression: 'http.host ne ""', actionParameters: { ruleset: "current" } },
            { action: "execute", expression: "true", actionParameters: { id, overrides: { action: "log" } } },
          ],
        },
        { provider },
      );
      const bare = new Zone("bare", { account, name: "example.org" }, { provider });
      const configuration = { target: "ip_range", value: "0.0.0.0/1" };
      new AccessRule("access", { zoneId: bare.id, mode: "whitelist", configuration }, { provider });
    };
    const rules = /^cloudflare-(managed-waf|owasp-rules|rate-limit|open-access)$/;
    expect(await found(firewalls, rules)).to.deep.equal([
      "cloudflare-managed-waf bare",
      "cloudflare-managed-waf waf",
      "cloudflare-open-access access",
      "cloudflare-owasp-rules bare",
      "cloudflare-owasp-rules skipped",
      "cloudflare-rate-limit bare",
      "cloudflare-rate-limit skipped",
    ]);
  });

  it("I18 are found with an API that is stored", async () => {
    const caches = () => {
      const provider = new CloudflareProvider("cloudflare", {});
      for (const [name, expression] of [
        ["path", 'starts_with(http.request.uri.path,"/")'],
        ["host", 'http.host eq "example.com"'],
        ["length", "len(http.request.uri.path) gt 0"],
      ] as const) {
        const zone = new Zone(name, { account: { id: "0a1b" }, name: `${name}.example` }, { provider });
        const rules = [{ action: "set_cache_settings", expression, actionParameters: { cache: true } }];
        const phase = "http_request_cache_settings";
        new Ruleset(`${name}-cache`, { zoneId: zone.id, kind: "zone", name, phase, rules }, { provider });
      }
      const actions = { cacheLevel: "cache_everything" };
      const zone = new Zone("page-zone", { account: { id: "0a1b" }, name: "example.net" }, { provider });
      new PageRule("page", { zoneId: zone.id, target: "*example.net/*", actions }, { provider });
    };
    expect(await found(caches, /^cloudflare-cached-api$/)).to.deep.equal([
      "cloudflare-cached-api host-cache",
      "cloudflare-cached-api length-cache",
      "cloudflare-cached-api page",
      "cloudflare-cached-api path-cache",
    ]);
  });
});
