import { ArgoTieredCaching } from "@pulumi/cloudflare/argoTieredCaching.js";
import { AuthenticatedOriginPullsCertificate } from "@pulumi/cloudflare/authenticatedOriginPullsCertificate.js";
import { AuthenticatedOriginPullsSettings } from "@pulumi/cloudflare/authenticatedOriginPullsSettings.js";
import { BotManagement } from "@pulumi/cloudflare/botManagement.js";
import { CloudConnectorRules } from "@pulumi/cloudflare/cloudConnectorRules.js";
import { CustomPages } from "@pulumi/cloudflare/customPages.js";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord.js";
import { LeakedCredentialCheck } from "@pulumi/cloudflare/leakedCredentialCheck.js";
import { OriginCloudRegion } from "@pulumi/cloudflare/originCloudRegion.js";
import { Ruleset } from "@pulumi/cloudflare/ruleset.js";
import { TieredCache } from "@pulumi/cloudflare/tieredCache.js";
import { UniversalSslSetting } from "@pulumi/cloudflare/universalSslSetting.js";
import { UrlNormalizationSettings } from "@pulumi/cloudflare/urlNormalizationSettings.js";
import { Zone as CloudflareZone } from "@pulumi/cloudflare/zone.js";
import { ZoneDnssec } from "@pulumi/cloudflare/zoneDnssec.js";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting.js";
import type { ComponentResourceOptions, Input, Output } from "@pulumi/pulumi";
import { PHASES } from "#models/cloudflare/phases";
import { PLAN_TIERS, type PlanTier } from "#models/cloudflare/plan-limits";
import { normalName } from "#models/dns/names";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { confirmed, refuseWithExisting } from "../core/existing.ts";
import { ignoring } from "../core/ignored-changes.ts";
import { type Endpoint, linkTo } from "../core/link.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";
import { known } from "../core/outputs.ts";
import { botsFact, checkBots, toBotManagement } from "./bots.ts";
import { checkBuckets, toConnectorRule } from "./buckets.ts";
import { checkHosts } from "./hosts.ts";
import { checkOriginRegions } from "./origin-regions.ts";
import { checkRules } from "./plan-limits/check.ts";
import { tierChecks } from "./plan-limits/tier-checks.ts";
import { checkRecordConflicts } from "./record-conflicts.ts";
import { checkRecords } from "./records/check.ts";
import { normalRecords } from "./records/normal-form.ts";
import { toDnsRecord } from "./records/provider-form.ts";
import { leadsTo, recordCounts } from "./records.ts";
import { credentialsBypass, SESSION_COOKIES, unshareable } from "./rules/caching/cache.ts";
import { collect, factsOfRules, toRuleset, type ZoneRules } from "./rules/collect.ts";
import { checkTransport, settingsOf, transportFacts } from "./settings.ts";
import type { ZoneArgs } from "./zone/args.ts";
import { checkErrorPages } from "./zone/error-pages.ts";
import { checkSettings, withSettings } from "./zone/settings.ts";
import { buyPlan, onceSubscribed, reportedPlan, subscriptionOf } from "./zone/subscription.ts";

export type { PlanTier } from "#models/cloudflare/plan-limits";
export type { BotPolicy } from "./bots.ts";
export type { Bucket } from "./buckets.ts";
export type { OriginRegion } from "./origin-regions.ts";
export type { ZoneRules } from "./rules/collect.ts";
export type { ZoneTransport } from "./settings.ts";
export type { ZoneArgs } from "./zone/args.ts";
export type { PlanSubscription } from "./zone/subscription.ts";

const HEXADECIMAL = /^[0-9a-f]{32}$/;

/**
 * A Cloudflare zone, the first stop of a request. It owns the zone's records, settings and rules; all rules of a phase
 * are one resource, collected here from the parts of a system. Regardless of the arguments, requests with credentials
 * are never served from the cache, and a host is never published unproxied without a reason.
 *
 * @public
 * @throws ArgumentError for arguments that Cloudflare would refuse, or that need a higher plan
 */
export class Zone extends Component {
  /** Cloudflare's id of the zone. */
  readonly id: Output<string>;
  /** In lower case, without a final dot. */
  readonly domain: string;
  /** As given. */
  readonly plan: PlanTier;
  /** URL for visitors: the zone's domain over HTTPS. */
  readonly endpoint: Endpoint;
  /** Authority of the client certificate that the edge presents to the origin; undefined for the shared one. */
  readonly originPullAuthority: Input<string> | undefined;
  /** Names that certificates beside universal SSL have, as given. */
  readonly certificates: readonly string[];
  /** Name servers to configure at the registrar. */
  readonly nameServers: Output<string[]>;
  /** DS record that the registrar must publish for DNSSEC to take effect. */
  readonly delegationSigner: Output<string>;
  readonly resources: {
    readonly zone: CloudflareZone;
    readonly dnssec: ZoneDnssec;
    readonly records: Readonly<Record<string, DnsRecord>>;
    readonly settings: Readonly<Record<string, ZoneSetting>>;
    readonly rulesets: Readonly<Record<string, Ruleset>>;
  };

  constructor(name: string, args: ZoneArgs, opts?: ComponentResourceOptions) {
    const { plan, protect = true, transport = {}, bots = {} } = args;
    const domain = normalName(args.domain);
    const records = normalRecords(args.records);
    const checks = argumentsOf("Zone", name);
    checks.oneOf("plan", plan, PLAN_TIERS);
    const tier = tierChecks(checks, plan);
    checks.matches(
      "domain",
      domain,
      /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
      "domains such as example.com",
    );
    const { existing } = args;
    const subscription = subscriptionOf(checks, args);
    checks.that(
      existing !== undefined || args.accountId !== undefined,
      "accountId",
      args.accountId,
      "32 hexadecimal digits, unless the zone is existing",
    );
    checks.matches("accountId", args.accountId, HEXADECIMAL, "32 hexadecimal digits");
    checks.matches("existing.zoneId", existing?.zoneId, HEXADECIMAL, "32 hexadecimal digits");
    if (existing) {
      refuseWithExisting(checks, args, ["accountId"]);
    }
    checkRecords(tier, records);
    checkRecordConflicts(checks, records, domain);
    checkHosts(checks, { ...args, domain, records });
    checkBuckets(checks, args.buckets ?? {});
    checkOriginRegions(checks, args.originRegions ?? {});
    checkTransport(checks, transport);
    checkSettings(tier, args.settings ?? {});
    checkErrorPages(tier, args.errorPages ?? {});
    checkBots(tier, bots);
    const sessionCookies = args.sessionCookies ?? SESSION_COOKIES;
    checks.that(sessionCookies.length > 0, "sessionCookies", sessionCookies, "at least one name");
    for (const cookie of sessionCookies) {
      checks.matches("sessionCookies", cookie, /^[\w!#$%&'*+.^`|~-]+$/, "names of cookies");
    }
    const always: ZoneRules = {
      credentials: credentialsBypass(sessionCookies),
      unshareable: unshareable(),
    };
    for (const key of Object.keys(always)) {
      checks.that(!args.rules?.[key], "rules' key", key, "keys other than the zone's own");
    }
    const zoneRules: ZoneRules = { ...args.rules, ...always };
    const rules = collect(checks, zoneRules);
    checkRules(tier, rules, domain);

    super(
      "edge",
      "Zone",
      name,
      { domain, existing, plan, subscription, protect, transport, bots, sessionCookies },
      opts,
    );
    const parent = { parent: this };
    const guarded = { parent: this, protect };

    const zone = existing
      ? CloudflareZone.get(`${name}-domain`, existing.zoneId, undefined, parent)
      : new CloudflareZone(
          `${name}-domain`,
          { account: { id: args.accountId ?? "" }, name: domain, type: "full" },
          guarded,
        );
    // With the id of another domain's zone, these records and rules would be created there.
    const zoneId = existing
      ? confirmed(["Zone", name], zone.id, [
          { argument: "domain", stated: domain, found: known(zone, "name") },
        ])
      : zone.id;
    const bought =
      subscription === "buy" ? buyPlan(`${name}-subscription`, { zoneId, plan }, guarded) : undefined;
    // What the plan decides about: settings, bots, rules. It waits for the plan, or for Cloudflare to confirm it.
    const planned = { parent: this, ...(bought ? { dependsOn: bought } : {}) };
    const plannedId =
      subscription === "existing" && plan !== "free"
        ? onceSubscribed(name, zoneId, plan, reportedPlan(zone, existing !== undefined, parent))
        : zoneId;
    const dnssec = new ZoneDnssec(
      `${name}-dnssec`,
      { zoneId, status: "active" },
      {
        ...guarded,
        ...ignoring({
          path: "status",
          because: 'the API reports "pending" until the registrar publishes the DS record',
        }),
      },
    );
    const created: Record<string, DnsRecord> = {};
    for (const [key, record] of Object.entries(records)) {
      created[key] = new DnsRecord(`${name}-${key}`, toDnsRecord(record, domain, zoneId), parent);
    }
    const settings: Record<string, ZoneSetting> = {};
    for (const { id, value } of withSettings(settingsOf(transport, plan), args.settings ?? {})) {
      const label = id.replaceAll("_", "-");
      settings[id] = new ZoneSetting(
        `${name}-${label}`,
        { zoneId: plannedId, settingId: id, value },
        planned,
      );
    }
    for (const [identifier, url] of Object.entries(args.errorPages ?? {})) {
      const label = identifier.replaceAll("_", "-");
      new CustomPages(
        `${name}-page-${label}`,
        { zoneId: plannedId, identifier, url, state: "customized" },
        planned,
      );
    }
    new UniversalSslSetting(`${name}-certificates`, { zoneId, enabled: true }, parent);
    new BotManagement(`${name}-bots`, { zoneId: plannedId, ...toBotManagement(bots, plan) }, planned);
    const tiers = (args.tieredCache ?? true) ? "on" : "off";
    const tiered = new ArgoTieredCaching(`${name}-tiers`, { zoneId: plannedId, value: tiers }, planned);
    // Which upper-tier data center is used: the one nearest to the origin. A zone without tiered caching refuses it.
    new TieredCache(`${name}-smart-tiers`, { zoneId, value: tiers }, { parent: this, dependsOn: tiered });
    for (const [key, { address, cloud, region }] of Object.entries(args.originRegions ?? {})) {
      const origin = { zoneId, originIp: address, vendor: cloud, region };
      new OriginCloudRegion(`${name}-origin-${key}`, origin, parent);
    }
    // Rules evaluate the URL that the origin receives: another spelling of a path cannot bypass them.
    new UrlNormalizationSettings(`${name}-urls`, { zoneId, type: "cloudflare", scope: "both" }, parent);
    new LeakedCredentialCheck(
      `${name}-leaked-credentials`,
      { zoneId: plannedId, enabled: args.leakedCredentialCheck ?? true },
      planned,
    );
    if (args.originPullCertificate) {
      const { certificate, privateKey } = args.originPullCertificate;
      const shown = new AuthenticatedOriginPullsCertificate(
        `${name}-origin-pull`,
        { zoneId, certificate, privateKey },
        parent,
      );
      new AuthenticatedOriginPullsSettings(
        `${name}-origin-pulls`,
        { zoneId, enabled: true },
        { parent: this, dependsOn: shown },
      );
    }
    if (args.buckets) {
      const connected = Object.values(args.buckets).map(toConnectorRule);
      new CloudConnectorRules(`${name}-buckets`, { zoneId: plannedId, rules: connected }, planned);
    }
    const rulesets: Record<string, Ruleset> = {};
    for (const [phase, placed] of rules) {
      const { name: label } = PHASES[phase];
      rulesets[phase] = new Ruleset(
        `${name}-${label}`,
        // The name is fixed, since a new one replaces the ruleset.
        { zoneId: plannedId, kind: "zone", phase, name: label, rules: placed.map(toRuleset) },
        planned,
      );
    }

    this.id = zoneId;
    this.originPullAuthority =
      args.originPullCertificate?.authority ?? args.originPullCertificate?.certificate;
    this.domain = domain;
    this.certificates = args.certificates ?? [];
    this.plan = plan;
    this.nameServers = zone.nameServers;
    this.delegationSigner = dnssec.ds;
    this.endpoint = {
      id: this.endpointId("https"),
      name,
      host: domain,
      port: 443,
      protocol: "https",
      peer: { kind: "host", hosts: [domain, `*.${domain}`] },
      public: true,
    };
    this.resources = { zone, dnssec, records: created, settings, rulesets };
    this.publish({
      endpoints: [this.endpoint],
      links: leadsTo(records).map((endpoint) => linkTo(this.urn, endpoint)),
      facts: {
        ...(existing ? { existing: { kind: "zone" } } : {}),
        dns: { ...recordCounts(records), dnssec: true },
        plan,
        ...(bought ? { subscription: { frequency: "monthly" } } : {}),
        ...transportFacts(transport),
        bots: botsFact(bots, plan),
        ...factsOfRules(zoneRules),
        ...optOuts({
          "transport.originPulls": optOut(transport.originPulls ?? true, true),
          "transport.zeroRoundTrip": optOut(transport.zeroRoundTrip ?? false, false),
          tieredCache: optOut(args.tieredCache ?? true, true),
          leakedCredentialCheck: optOut(args.leakedCredentialCheck ?? true, true),
          protect: optOut(protect, true),
        }),
      },
      outputs: {
        nameServers: this.nameServers,
        delegationSigner: this.delegationSigner,
        ...(args.certificates ? { certificates: args.certificates } : {}),
      },
    });
  }
}
