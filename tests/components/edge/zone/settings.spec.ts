import { expect } from "chai";
import type { ZoneArgs } from "#components/edge/zone/args";
import type { Graph } from "#graph/model";
import { recordZone } from "./support.ts";

function settingsIn(graph: Graph): Record<string, unknown> {
  const settings = graph.nodes.filter(({ type }) => type === "cloudflare:index/zoneSetting:ZoneSetting");
  return Object.fromEntries(settings.map(({ inputs }) => [inputs["settingId"], inputs["value"]]));
}

describe("Zone: settings and error pages", () => {
  it("H25 writes stated settings in Cloudflare's names, in place of defaults", async () => {
    const settings = {
      http3: false,
      browserCheck: true,
      challengeSeconds: 1800,
      securityLevel: "medium",
      polish: "lossy",
      browserCacheSeconds: 0,
      originHttpVersion: "2",
      ipv6: true,
    } as const;
    const before = settingsIn(await recordZone());
    const after = settingsIn(await recordZone({ settings }));
    expect(after).to.deep.equal({
      ...before,
      http3: "off",
      browser_check: "on",
      challenge_ttl: 1800,
      security_level: "medium",
      polish: "lossy",
      browser_cache_ttl: 0,
      origin_max_http_version: "2",
      ipv6: "on",
    });
  });

  it("H25 refuses settings, values and plans that Cloudflare does not have", async () => {
    const misspelled: unknown = { htp3: true };
    const cases: [Partial<ZoneArgs>, string][] = [
      [
        { settings: misspelled as NonNullable<ZoneArgs["settings"]> },
        "settings.htp3 is not an argument; did you mean http3?",
      ],
      [{ settings: { challengeSeconds: 60 } }, "settings.challengeSeconds is 60; allowed are 300, 900"],
      [{ settings: { browserCacheSeconds: -1 } }, "settings.browserCacheSeconds is -1"],
      [{ settings: { ipv6: false } }, 'settings.ipv6 is "ipv6"; allowed are on plan enterprise'],
      [{ settings: { sortQueryString: true } }, "on plan enterprise and up; the zone's plan is pro"],
      [{ plan: "free", settings: { polish: "lossy" } }, "on plan pro and up; the zone's plan is free"],
      [
        { settings: { maxUploadMegabytes: 200 } },
        "settings.maxUploadMegabytes is 200; allowed are at most 100 MB",
      ],
    ];
    for (const [args, words] of cases) {
      expect(await recordZone(args).catch(String))
        .to.include('Zone "zone": ')
        .and.to.include(words);
    }
  });

  it("H26 shows pages of the zone's own for the edge's errors", async () => {
    const errorPages = { "500_errors": "https://status.example.net/5xx.html" } as const;
    const { nodes } = await recordZone({ errorPages });
    const pages = nodes.filter(({ type }) => type === "cloudflare:index/customPages:CustomPages");
    expect(pages.map(({ name, inputs: { zoneId, ...rest } }) => [name, rest])).to.deep.equal([
      [
        "zone-page-500-errors",
        { identifier: "500_errors", url: errorPages["500_errors"], state: "customized" },
      ],
    ]);
    const odd: unknown = { "404_errors": errorPages["500_errors"] };
    for (const [args, words] of [
      [{ plan: "free", errorPages }, "on plan pro and up"],
      [{ errorPages: { "500_errors": "http://example.net/a" } }, "absolute URLs with https"],
      [
        { errorPages: odd as ZoneArgs["errorPages"] },
        'errorPages["404_errors"] is not an argument; did you mean 500_errors?',
      ],
    ] as [Partial<ZoneArgs>, string][]) {
      expect(await recordZone(args).catch(String)).to.include(words);
    }
  });
});
