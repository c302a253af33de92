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
   * Who is admitted: "cloudflare", "everybody", or `{ ranges }`. Default "cloudflare": all other clients get a 403. The
   * ranges admit every customer of Cloudflare.
   */
  readonly admit?: Admitted;
  /** Attack patterns to detect. Default none: Cloudflare's WAF is in front. */
  readonly waf?: ArmorWaf;
  /**
   * Rate limit per visitor; behind Cloudflare, `CF-Connecting-IP` identifies the visitor. Each group of ten admitted
   * ranges counts separately, and so does each region of Google's front ends. Default none.
   */
  readonly rateLimit?: ArmorRateLimit;
  /** Custom rules by a key of your choice; they precede all others. Default none. */
  readonly rules?: Readonly<Record<string, ArmorRule>>;
  /**
   * Whether to detect and report unusual traffic (Adaptive Protection). Default false; full reports need Cloud Armor
   * Enterprise.
   */
  readonly adaptiveProtection?: boolean;
  /** Maximum size of a body that the WAF inspects, in KiB. Default 8 (source: Cloud Armor, request body inspection). */
  readonly inspectedBodyKiB?: (typeof BODY_SIZES)[number];
  /** Whether logs contain the rule's pattern and the matching text. Default false: the text may be private. */
  readonly verboseLogging?: boolean;
}

const BODY_SIZES = [8, 16, 32, 48, 64] as const;

/**
 * A Cloud Armor policy: who may reach a {@link GlobalLoadBalancer} at all. Its rules are evaluated in this order:
 * custom rules, the WAF, admission with its rate limit. All other requests get a 403. Its name in the cloud gets a
 * suffix, so that a replacement is attached before the old policy is deleted.
 *
 * @public
 * @throws ArgumentError for rules that Cloud Armor would refuse
 */
export class ArmorPolicy extends Component {
  /** Link of the policy, for backend services. */
  readonly policyLink: Output<string>;
  readonly resources: { readonly policy: SecurityPolicy };

  constructor(name: string, args: ArmorPolicyArgs = {}, opts?: ComponentResourceOptions) {
    const settings = withDefaults(argumentsOf("ArmorPolicy", name, args), args);
    super("network", "ArmorPolicy", name, settings, opts);

    const { admit, waf, rateLimit, rules } = settings;
    const policy = new SecurityPolicy(
      `${name}-policy`,
      {
        type: "CLOUD_ARMOR",
        description: `Admits ${nameOf(admit)}`,
        advancedOptionsConfig: {
          // Detects attacks inside JSON, and does not mistake JSON for an attack.
          jsonParsing: "STANDARD",
          logLevel: settings.verboseLogging ? "VERBOSE" : "NORMAL",
          requestBodyInspectionSize: `${settings.inspectedBodyKiB}KB`,
          ...(admit === "cloudflare" ? { userIpRequestHeaders: [VISITOR_HEADER] } : {}),
        },
        adaptiveProtectionConfig: {
          layer7DdosDefenseConfig: { enable: settings.adaptiveProtection, ruleVisibility: "STANDARD" },
        },
        // All rules of a policy are inline: the provider removes separate rule resources.
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
