import { expect } from "chai";
import { cached } from "#components/edge/rules/caching/cache";
import { refuse } from "#components/edge/rules/security/custom";
import { managedFirewall } from "#components/edge/rules/security/firewall";
import { rateLimit } from "#components/edge/rules/security/limit";
import type { ZoneArgs } from "#components/edge/zone/args";
import { client, detection, request, response } from "#models/cloudflare/expression/fields";
import { application, planned } from "../fixtures.ts";

const records = { apex: { type: "A", name: "@", content: "192.0.2.10" } } as const;

/** The words with which a zone refuses its arguments. */
function refusal(args: Partial<ZoneArgs>): Promise<string> {
  return planned({ ...application, records, rules: {}, ...args }).then(() => "accepted", String);
}

describe("a zone's arguments", () => {
  it("S20 names the plan that a feature needs", async () => {
    const limit = { paths: ["/api/"], requests: 100 };
    const cases: [Partial<ZoneArgs>, string][] = [
      [
        { plan: "free", rules: { waf: managedFirewall() } },
        'rules.waf_cloudflare is "a managed ruleset"; allowed are on plan pro and up; the zone\'s plan is free',
      ],
      [
        { plan: "free", rules: { api: rateLimit({ ...limit, periodSeconds: 60 }) } },
        "rules.api periodSeconds is 60; allowed are at most 10 on plan free; it needs plan pro",
      ],
      [
        { plan: "pro", rules: { api: rateLimit({ ...limit, periodSeconds: 120 }) } },
        "periodSeconds is 120; allowed are at most 60 on plan pro; it needs plan business",
      ],
      [
        {
          plan: "pro",
          rules: { api: rateLimit({ ...limit, periodSeconds: 60, by: { header: "x-api-key" } }) },
        },
        "it needs plan enterprise",
      ],
      [
        {
          plan: "pro",
          rules: { api: rateLimit({ ...limit, periodSeconds: 60, when: request.method.eq("POST") }) },
        },
        'rules.api reads is "http.request.method"',
      ],
      [
        {
          plan: "free",
          rules: {
            a: rateLimit({ ...limit, periodSeconds: 10 }),
            b: rateLimit({ ...limit, periodSeconds: 10 }),
          },
        },
        "rules in http_ratelimit is 2; allowed are at most 1 on plan free; it needs plan pro",
      ],
      [
        { plan: "pro", rules: { a: refuse(request.path.matches("^/a"), { label: "a" }) } },
        'a regular expression"; allowed are on plan business and up',
      ],
      [
        { plan: "pro", rules: { a: refuse(client.botScore.compare("lt", 30), { label: "a" }) } },
        'cf.bot_management.score"; allowed are on plan enterprise',
      ],
      [
        { plan: "pro", rules: { a: refuse(detection.attackClass.eq("attack"), { label: "a" }) } },
        'cf.waf.score.class"; allowed are on plan business',
      ],
      [
        { plan: "free", rules: { a: cached({ paths: ["/a/"], lifetime: { browserSeconds: 3600 } }) } },
        "edge lifetime in seconds is 3600; allowed are at least 7200 on plan free; it needs plan pro",
      ],
      [{ plan: "free", bots: { automated: "block" } }, "Super Bot Fight Mode (block)"],
      [{ plan: "pro", bots: { likelyAutomated: "block" } }, "on plan business and up"],
      [
        {
          plan: "free",
          rules: Object.fromEntries(
            [..."abcdef"].map((key) => [key, refuse(client.country.eq("XX"), { label: key })]),
          ),
        },
        "rules in http_request_firewall_custom is 6; allowed are at most 5 on plan free; it needs plan pro",
      ],
    ];
    for (const [args, words] of cases) {
      expect(await refusal(args))
        .to.include('Zone "zone": ')
        .and.to.include(words);
    }
  });

  it("refuses arguments that cannot work", async () => {
    const cases: [Partial<ZoneArgs>, string][] = [
      [{ domain: "example" }, 'domain is "example"; allowed are domains such as example.com'],
      [
        { rules: { a: refuse(response.code.compare("ge", 500), { label: "a" }) } },
        'rules.a reads is "http.response.code"; allowed are fields of the request, in http_request_firewall_custom',
      ],
      [
        { rules: { a: cached({ when: client.country.eq("US"), lifetime: { browserSeconds: 7200 } }) } },
        'rules.a reads is "ip.src.country"; allowed are fields of URL, headers and response',
      ],
      [{ sessionCookies: ["a b"] }, 'sessionCookies is "a b"; allowed are names of cookies'],
      [{ sessionCookies: [] }, "sessionCookies is []; allowed are at least one name"],
      [{ accountId: "me" }, 'accountId is "me"; allowed are 32 hexadecimal digits'],
      [
        { records: { a: { type: "CNAME", name: "a", content: "b..example" } } },
        'records.a.content is "b..example"',
      ],
      [
        { records: { a: { ...records.apex, proxied: false } } },
        "records.a.proxied is false; allowed are true, or { unproxiedBecause }",
      ],
      [
        { records: { a: { ...records.apex, ttlSeconds: 300 } } },
        "records.a.ttlSeconds is 300; allowed are none for proxied records",
      ],
      [{ transport: { strictTransport: { preload: true } } }, "transport.strictTransport.preload is true"],
      [{ rules: { "a b": managedFirewall() } }, 'rules\' key is "a b"'],
      [{ rules: { credentials: managedFirewall() } }, "allowed are keys other than the zone's own"],
      [
        { rules: { a: refuse(request.path.contains("a".repeat(4096)), { label: "a" }) } },
        "at most 4096 characters",
      ],
      [{ buckets: { cdn: { hosts: [], bucket: "assets" } } }, "buckets.cdn.hosts is []"],
      [
        { rules: { a: rateLimit({ requests: 5, periodSeconds: 25 }) } },
        "rules.a periodSeconds is 25; allowed are 10, 15, 20",
      ],
    ];
    for (const [args, words] of cases) {
      expect(await refusal(args))
        .to.include('Zone "zone": ')
        .and.to.include(words);
    }
  });
});
