import type { RulesetRule } from "@pulumi/cloudflare/types/input.js";
import { print } from "#models/cloudflare/expression/print";
import { isPhase, PHASES, type Phase } from "#models/cloudflare/phases";
import type { ArgumentChecks } from "../../core/arguments.ts";
import type { PlacedRule, ZoneRule, ZoneRuleFacts } from "./rule.ts";

/** Zone rules by the key that names their rules; undefined if a setting omits one. */
export type ZoneRules = Readonly<Record<string, ZoneRule | undefined>>;

/** A zone's rules by phase, each phase in the order in which the edge runs it. */
export type RulesByPhase = ReadonlyMap<Phase, readonly PlacedRule[]>;

/**
 * Orders zone rules by phase, within a phase by stage, and within a stage as given.
 *
 * @throws ArgumentError if a key is not usable as a rule's name or two rules of a phase share one
 */
export function collect(checks: ArgumentChecks, zoneRules: ZoneRules): RulesByPhase {
  const placed: PlacedRule[] = [];
  for (const [key, zoneRule] of Object.entries(zoneRules)) {
    checks.matches(
      "rules' key",
      key,
      /^[a-z][A-Za-z0-9_]{0,49}$/,
      "names of a letter, then letters, digits and _, at most 50",
    );
    for (const rule of zoneRule?.rules ?? []) {
      const ref = rule.suffix ? `${key}_${rule.suffix}` : key;
      const taken = placed.some((other) => other.phase === rule.phase && other.ref === ref);
      checks.oneOf<string>(`rules.${key}.stage`, rule.stage, PHASES[rule.phase].stages);
      checks.that(!taken, `rules.${key}`, ref, `one rule of that name in ${rule.phase}`);
      placed.push({ ...rule, ref });
    }
  }
  const phases = Object.keys(PHASES).filter(isPhase);
  return new Map(
    phases.flatMap((phase) => {
      const stages: readonly string[] = PHASES[phase].stages;
      const rules = placed
        .filter((rule) => rule.phase === phase)
        .sort((left, right) => stages.indexOf(left.stage) - stages.indexOf(right.stage));
      return rules.length > 0 ? [[phase, rules] as const] : [];
    }),
  );
}

/** A rule in the provider's form. */
export function toRuleset(rule: PlacedRule): RulesetRule {
  return {
    ref: rule.ref,
    description: rule.description,
    expression: print(rule.when),
    action: rule.action,
    enabled: true,
    ...(rule.parameters ? { actionParameters: rule.parameters } : {}),
    ...(rule.rateLimit ? { ratelimit: rule.rateLimit } : {}),
    ...(rule.logged === undefined ? {} : { logging: { enabled: rule.logged } }),
  };
}

/** Facts of the rules by topic, in the given order. */
export function factsOfRules(zoneRules: ZoneRules): ZoneRuleFacts {
  const facts = Object.values(zoneRules).flatMap((zoneRule) => zoneRule?.facts ?? []);
  const topics: ZoneRuleFacts = {
    redirects: facts.flatMap(({ redirects = [] }) => redirects),
    floodProtection: facts.flatMap(({ floodProtection = [] }) => floodProtection),
    firewall: facts.flatMap(({ firewall = [] }) => firewall),
    rateLimits: facts.flatMap(({ rateLimits = [] }) => rateLimits),
    cache: facts.flatMap(({ cache = [] }) => cache),
    responseHeaders: facts.flatMap(({ responseHeaders = [] }) => responseHeaders),
    errorResponses: facts.flatMap(({ errorResponses = [] }) => errorResponses),
  };
  return Object.fromEntries(Object.entries(topics).filter(([, members]) => members.length > 0));
}
