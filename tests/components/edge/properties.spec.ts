import { expect } from "chai";
import fc from "fast-check";
import { ArgumentError } from "#components/core/arguments";
import { bypassed, cached, neverStored } from "#components/edge/rules/caching/cache";
import type { RequestMatch } from "#components/edge/rules/matching";
import type { ZoneRule } from "#components/edge/rules/rule";
import { allow, refuse } from "#components/edge/rules/security/custom";
import { rateLimit } from "#components/edge/rules/security/limit";
import type { ZoneArgs } from "#components/edge/zone/args";
import type { Graph } from "#graph/model";
import { RecordingError } from "#graph/record/failure";
import { always } from "#models/cloudflare/expression/build";
import { request } from "#models/cloudflare/expression/fields";
import { ExpressionError } from "#models/cloudflare/expression/syntax";
import {
  EXPRESSION_CHARACTERS,
  LIMITS,
  PLAN_TIERS,
  RATE_LIMIT_SECONDS,
} from "#models/cloudflare/plan-limits";
import { application, ask, planned } from "./fixtures.ts";

const path = fc.constantFrom("/", "/assets/", "/api/", "/account/", "/a.js", "/a.html");
const extension = fc.constantFrom("", "js", "html", "png", "woff2", "json");

const match: fc.Arbitrary<RequestMatch> = fc.record(
  { paths: fc.array(path), extensions: fc.array(extension), except: fc.array(path, { maxLength: 1 }) },
  { requiredKeys: [] },
);

const duration = fc.oneof(fc.nat(10_000), fc.nat(40_000_000));

const lifetime = fc.record(
  { browserSeconds: duration, edgeSeconds: duration, immutable: fc.boolean() },
  { requiredKeys: ["browserSeconds"] },
);

/** Rules that somebody wrote by hand, trying to store everything wherever they can. */
const greedy: fc.Arbitrary<ZoneRule> = fc
  .record({
    stage: fc.constantFrom("key", "store", "versioned", "bypass", "credentials"),
    cache: fc.boolean(),
    seconds: duration,
    skips: fc.boolean(),
  })
  .map(({ stage, cache, seconds, skips }) => ({
    rules: [
      {
        phase: "http_request_cache_settings",
        stage,
        description: "everything",
        when: always(),
        action: "set_cache_settings",
        parameters: { cache, edgeTtl: { mode: "override_origin", default: seconds } },
      },
      ...(skips
        ? [
            {
              phase: "http_request_cache_settings" as const,
              stage,
              suffix: "skip",
              description: "skip what follows",
              when: always(),
              action: "skip",
              parameters: { ruleset: "current" },
            },
          ]
        : []),
      {
        phase: "http_response_cache_settings",
        stage: "unshareable",
        description: "everything is public",
        when: always(),
        action: "set_cache_control",
        parameters: { public: { operation: "set" }, noStore: { operation: "remove" } },
      },
    ],
  }));

const seconds = fc.oneof(fc.constantFrom(...RATE_LIMIT_SECONDS), fc.nat(100_000));
const limits = fc
  .record({ match, requests: fc.nat(1000), periodSeconds: seconds, blockSeconds: seconds })
  .map(({ match: at, ...limit }) => rateLimit({ ...at, ...limit }));

const contribution: fc.Arbitrary<ZoneRule> = fc.oneof(
  fc.record({ match, lifetime }).map(({ match: at, lifetime: kept }) => cached({ ...at, lifetime: kept })),
  match.map((at) => neverStored(at)),
  match.map((at) => bypassed(at)),
  greedy,
  limits,
  fc.nat(5000).map((length) => refuse(request.path.contains("x".repeat(length)), { label: "long" })),
  fc.boolean().map((past) => allow(always(), { label: "all", pastRateLimits: past, pastBotFight: past })),
);

const configuration: fc.Arbitrary<ZoneArgs> = fc
  .record({
    plan: fc.constantFrom(...PLAN_TIERS),
    rules: fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e", "f"), contribution),
    proxied: fc.constantFrom(
      undefined,
      true,
      false,
      { unproxiedBecause: "" },
      { unproxiedBecause: "bastion" },
    ),
    kind: fc.constantFrom("A" as const, "AAAA" as const, "CNAME" as const),
  })
  .map(({ plan, rules, proxied, kind }) => {
    const record = {
      type: kind,
      name: "other",
      content: { A: "192.0.2.20", AAAA: "2001:db8::20", CNAME: "origin.example.net" }[kind],
      ...(proxied === undefined ? {} : { proxied }),
    };
    return { ...application, plan, rules, records: { ...application.records, record } };
  });

/** A request that carries credentials in one way or another. */
const withCredentials = fc
  .record({
    path: fc.constantFrom("/", "/assets/a.js", "/api/x", "/account/photo.png", "/a.html", "/a.woff2"),
    headers: fc.oneof(
      fc.constantFrom("Authorization", "authorization").map((name) => ({ [name]: "Bearer abc" })),
      fc
        .record({
          prefix: fc.constantFrom("", "__Host-", "connect.", "my_"),
          name: fc.constantFrom("session", "sid", "jwt", "token", "PHPSESSID", "JSESSIONID", "session_id"),
        })
        .map(({ prefix, name }) => ({ Cookie: `theme=dark; ${prefix}${name}=abc` })),
    ),
  })
  .map(({ path: asked, headers }) => ({ url: `https://sql-studio.app${asked}`, headers }));

/** The plan of a configuration, or undefined when it is refused in words. */
async function accepted(args: ZoneArgs): Promise<Graph | undefined> {
  try {
    return await planned(args);
  } catch (error) {
    const cause = error instanceof RecordingError ? error.failures[0]?.cause : error;
    if (cause instanceof ArgumentError || cause instanceof ExpressionError) {
      return undefined;
    }
    throw error;
  }
}

/** Checks a property of every accepted configuration, and that enough are accepted for it to mean something. */
async function holdsOfAccepted<T>(
  other: fc.Arbitrary<T>,
  check: (graph: Graph, args: ZoneArgs, other: T) => void,
) {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(configuration, other, async (args, more) => {
      const graph = await accepted(args);
      if (graph) {
        count++;
        check(graph, args, more);
      }
    }),
    { numRuns: 150, seed: 20261121 },
  );
  expect(count, "accepted configurations").to.be.greaterThan(20);
}

describe("every accepted zone", () => {
  it("never answers a request with credentials from the cache, nor stores its response", () =>
    holdsOfAccepted(withCredentials, (graph, _, asked) => {
      expect(ask(graph, asked).cache?.stored ?? false).to.equal(false);
    }));

  it("S5 leaves no origin reachable unproxied without a stated reason", () =>
    holdsOfAccepted(fc.constant(0), (graph, { records }) => {
      const published = graph.nodes
        .filter(({ type }) => type === "cloudflare:index/dnsRecord:DnsRecord")
        .filter(({ inputs }) => inputs["proxied"] === false);
      const reasons = Object.values(records).flatMap((record) =>
        "proxied" in record && typeof record.proxied === "object" ? [record.proxied.unproxiedBecause] : [],
      );
      expect(published).to.have.length(reasons.filter((reason) => reason !== "").length);
    }));

  it("S20 stays within its plan's limits and those of expressions", () =>
    holdsOfAccepted(fc.constant(0), (graph, { plan }) => {
      const limit = LIMITS[plan];
      for (const { inputs } of graph.nodes) {
        const rules = Array.isArray(inputs["rules"]) ? inputs["rules"] : [];
        const most = {
          http_request_firewall_custom: limit.customRules,
          http_ratelimit: limit.rateLimitRules,
        }[String(inputs["phase"])];
        expect(rules.length).to.be.at.most(most ?? limit.trafficRules);
        for (const { expression, ratelimit, actionParameters } of rules) {
          expect(expression.length).to.be.at.most(EXPRESSION_CHARACTERS);
          expect(ratelimit?.period ?? 0).to.be.at.most(limit.rateLimitPeriodSeconds);
          expect(ratelimit?.mitigationTimeout ?? 0).to.be.at.most(limit.rateLimitBlockSeconds);
          expect(actionParameters?.edgeTtl?.default ?? Infinity).to.be.at.least(limit.edgeTtlSeconds);
        }
      }
    }));
});
