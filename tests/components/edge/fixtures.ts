import { cachedByType } from "#components/edge/rules/caching/by-type";
import { bypassed, cached, neverStored } from "#components/edge/rules/caching/cache";
import { LIFETIMES_BY_TYPE, MEDIA, VERSIONED, YEAR } from "#components/edge/rules/caching/lifetime";
import { DOCUMENTS, FONTS, IMAGES } from "#components/edge/rules/matching";
import { fontCors } from "#components/edge/rules/responses/cors";
import { responseHeaders, securityHeaders } from "#components/edge/rules/responses/headers";
import { redirectHost } from "#components/edge/rules/responses/redirect";
import { refuseAttacks } from "#components/edge/rules/security/attacks";
import { allowVerifiedBots } from "#components/edge/rules/security/custom";
import { managedFirewall } from "#components/edge/rules/security/firewall";
import { rateLimit } from "#components/edge/rules/security/limit";
import { Zone } from "#components/edge/zone";
import type { ZoneArgs } from "#components/edge/zone/args";
import type { Graph } from "#graph/model";
import type { EdgeRequest } from "#models/cloudflare/expression/facts";
import { type Circumstances, type EdgeDecision, evaluate } from "#models/cloudflare/zone/evaluate";
import { zoneFor, zonesOf } from "#models/cloudflare/zone/plan";
import { nodeNamed, recordWith } from "../../support/record.ts";

const accountId = "0123456789abcdef0123456789abcdef";

/** A single-page application and its API on one host. Source: howlerops, CDN layer. */
export const application: ZoneArgs = {
  domain: "sql-studio.app",
  accountId,
  plan: "pro",
  records: { apex: { type: "A", name: "@", content: "192.0.2.10" } },
  rules: {
    managed: managedFirewall(),
    attacks: refuseAttacks(),
    goodBots: allowVerifiedBots(),
    loginLimit: rateLimit({ paths: ["/api/login"], requests: 5, periodSeconds: 60 }),
    apiLimit: rateLimit({ paths: ["/api/"], requests: 600, periodSeconds: 60 }),
    assets: cached({ paths: ["/assets/"], lifetime: VERSIONED }),
    media: cached({ extensions: [...IMAGES, ...FONTS], lifetime: MEDIA }),
    pages: neverStored({ extensions: DOCUMENTS }),
    api: bypassed({ paths: ["/api/"] }),
    security: responseHeaders(securityHeaders()),
  },
};

/** Server-rendered pages with assets on a host of their own. Sources: nextjs, CDN; scaling issues, cache headers. */
export const site: ZoneArgs = {
  domain: "example.com",
  accountId,
  plan: "pro",
  records: {
    apex: { type: "A", name: "@", content: "192.0.2.10" },
    www: { type: "CNAME", name: "www", content: "example.com" },
    cdn: { type: "CNAME", name: "cdn", content: "assets.storage.googleapis.com" },
  },
  rules: {
    www: redirectHost("www.example.com", "example.com"),
    ...cachedByType(["html", "css", "js", "images", "fonts"]),
    imageApi: cached({ paths: ["/api/images/"], lifetime: LIFETIMES_BY_TYPE.images }),
    versionedImages: cached({
      paths: ["/api/images/sha256-", "/_next/static/"],
      lifetime: { browserSeconds: YEAR, immutable: true },
      tags: ["images"],
    }),
    api: bypassed({ paths: ["/api/"], except: ["/api/images/"] }),
    fontCors: fontCors({ hosts: ["cdn.example.com"] }),
  },
};

export function planned(args: ZoneArgs): Promise<Graph> {
  return recordWith(({ cloudflare }) => {
    new Zone("zone", args, { provider: cloudflare });
    return {};
  });
}

/** Asks a planned stack what its edge does with a request. */
export function ask(graph: Graph, request: EdgeRequest | string, given?: Circumstances): EdgeDecision {
  const asked = typeof request === "string" ? { url: request } : request;
  const zone = zoneFor(zonesOf(graph.nodes), new URL(asked.url).hostname);
  if (!zone) {
    throw new Error(`no zone answers for ${asked.url}`);
  }
  return evaluate(zone, asked, given);
}

/** `phase:ref` of every rule that fired. */
export function fired(answer: EdgeDecision): string[] {
  return answer.fired.map(({ phase, ref }) => `${phase}:${ref}`);
}

/** The plan of the application's zone with other rules. */
export function zoneWith(rules: NonNullable<ZoneArgs["rules"]>, more: Partial<ZoneArgs> = {}) {
  return planned({ ...application, rules, ...more });
}

/** The rules of one of its rulesets, such as "cache". */
export async function rulesetOf(
  label: string,
  rules: NonNullable<ZoneArgs["rules"]>,
  more: Partial<ZoneArgs> = {},
) {
  const { inputs } = nodeNamed(await zoneWith(rules, more), `zone-${label}`);
  return Array.isArray(inputs["rules"]) ? inputs["rules"] : [];
}
