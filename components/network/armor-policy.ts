import { SecurityPolicy } from "@pulumi/gcp/compute/securityPolicy.js";
import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { optOuts } from "../core/opt-outs.ts";
import {
  type Admitted,
  type ArmorRateLimit,
  admissionRules,
  checkAdmission,
  nameOf,
  VISITOR_HEADER,
} from "./armor/admission.ts";
import { type ArmorRule, checkRules, DEFAULT_PRIORITY, fromRanges, toArmorRules } from "./armor/rules.ts";
import { type ArmorWaf, wafRules, wafWithDefaults } from "./armor/waf.ts";

export type { Admitted, ArmorRateLimit } from "./armor/admission.ts";
export type { ArmorRule } from "./armor/rules.ts";
export type { ArmorWaf, WafSet } from "./armor/waf.ts";

/** Arguments of an {@link ArmorPolicy}. */
export interface ArmorPolicyArgs {
  /**
   * Who is let in: "cloudflare", "everybody", or `{ ranges }`. Default "cloudflare": whoever else finds the
   * address is answered 403. The ranges admit every customer of Cloudflare.
   */
  readonly admit?: Admitted;
  /** Attack patterns that are looked for. Default none: Cloudflare's own WAF stands before. */
  readonly waf?: ArmorWaf;
  /**
   * How often one visitor may ask; behind Cloudflare a visitor is who `CF-Connecting-IP` names. Each group of ten
   * admitted ranges counts for itself, and so does each region of Google's front ends. Default none.
   */
  readonly rateLimit?: ArmorRateLimit;
  /** Rules of one's own by a key of your choice; they come before all others. Default none. */
  readonly rules?: Readonly<Record<string, ArmorRule>>;
  /** Whether unusual traffic is looked for and reported. Default false; all of its reports need Cloud Armor Enterprise. */
  readonly adaptiveProtection?: boolean;
  /** How much of a body the WAF reads, in KiB. Default 8 (source: Cloud Armor, request body inspection). */
  readonly inspectedBodyKiB?: (typeof BODY_SIZES)[number];
  /** Whether logs name the rule's pattern and what met it. Default false: what met it may be private. */
  readonly verboseLogging?: boolean;
}

const BODY_SIZES = [8, 16, 32, 48, 64] as const;

/**
 * A Cloud Armor policy: who may reach a {@link GlobalLoadBalancer} at all. Its rules are asked in this order:
 * those of one's own, the WAF, who is admitted and how often. Whatever is left is answered 403.
 *
 * Its name in the cloud gets a suffix, so that a policy that is replaced is attached before the old one goes.
 *
 * @public
 * @throws ArgumentError for rules that Cloud Armor would refuse
 */
export class ArmorPolicy extends Component {
  /** Link of the policy, for backend services. */
  readonly policyLink: Output<string>;
  readonly resources: { readonly policy: SecurityPolicy };

  constructor(name: string, args: ArmorPolicyArgs = {}, opts?: ComponentResourceOptions) {
    const settings = withDefaults(argumentsOf("ArmorPolicy", name), args);
    super("network", "ArmorPolicy", name, settings, opts);

    const { admit, waf, rateLimit, rules } = settings;
    const policy = new SecurityPolicy(
      `${name}-policy`,
      {
        type: "CLOUD_ARMOR",
        description: `Admits ${nameOf(admit)}`,
        advancedOptionsConfig: {
          // Attacks in JSON are found as such, and JSON is not taken for an attack.
          jsonParsing: "STANDARD",
          logLevel: settings.verboseLogging ? "VERBOSE" : "NORMAL",
          requestBodyInspectionSize: `${settings.inspectedBodyKiB}KB`,
          ...(admit === "cloudflare" ? { userIpRequestHeaders: [VISITOR_HEADER] } : {}),
        },
        adaptiveProtectionConfig: {
          layer7DdosDefenseConfig: { enable: settings.adaptiveProtection, ruleVisibility: "STANDARD" },
        },
        // All rules of a policy stand in it: single rule resources beside them are taken out again by the provider.
        rules: [
          ...toArmorRules(rules),
          ...(waf ? wafRules(waf) : []),
          ...admissionRules(admit, rateLimit),
          {
            priority: DEFAULT_PRIORITY,
            action: "deny(403)",
            description: "everybody else",
            preview: false,
            match: fromRanges(["*"]),
          },
        ],
      },
      { parent: this },
    );

    this.policyLink = policy.selfLink;
    this.resources = { policy };
    this.publish({ facts: factsOf(settings) });
  }
}

type Settings = ReturnType<typeof withDefaults>;

function withDefaults(checks: ArgumentChecks, args: ArmorPolicyArgs) {
  const { admit = "cloudflare", waf, rateLimit, rules = {} } = args;
  checkAdmission(checks, admit, rateLimit);
  checkRules(checks, rules);
  checks.oneOf<number>("inspectedBodyKiB", args.inspectedBodyKiB, BODY_SIZES);
  return {
    admit,
    waf: waf ? wafWithDefaults(checks, waf) : undefined,
    rateLimit,
    rules,
    adaptiveProtection: args.adaptiveProtection ?? false,
    inspectedBodyKiB: args.inspectedBodyKiB ?? 8,
    verboseLogging: args.verboseLogging ?? false,
  };
}

function factsOf({ admit, waf, rateLimit, rules, adaptiveProtection }: Settings): FactInputs {
  const own = Object.keys(rules);
  return {
    reachableFrom: {
      ...(typeof admit === "string" ? { from: admit } : { from: "ranges", ranges: admit.ranges }),
      refusalStatus: 403,
    },
    ...(waf
      ? {
          firewall: [
            { kind: "patterns", sets: waf.sets, sensitivity: waf.sensitivity, logOnly: waf.preview },
          ],
        }
      : {}),
    ...(rateLimit
      ? { rateLimits: [{ ...rateLimit, by: admit === "cloudflare" ? "visitor" : "address", status: 429 }] }
      : {}),
    ...(own.length > 0 ? { customRules: own } : {}),
    adaptiveProtection,
    ...optOuts({ admit: admit === "everybody" && { value: admit, default: "cloudflare" } }),
  };
}
