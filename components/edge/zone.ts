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
import type { PlanTier } from "#models/cloudflare/plan-limits";
import { Component } from "../core/component.ts";
import { confirmed } from "../core/existing.ts";
import { type Endpoint, linkTo } from "../core/link.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";
import { known } from "../core/outputs.ts";
import { botsFact, toBotManagement } from "./bots.ts";
import { toConnectorRule } from "./buckets.ts";
import { toDnsRecord } from "./records/provider-form.ts";
import { leadsTo, recordCounts } from "./records.ts";
import { factsOfRules, toRuleset } from "./rules/collect.ts";
import { settingsOf, transportFacts } from "./settings.ts";
import type { ZoneArgs } from "./zone/args.ts";
import { withSettings } from "./zone/settings.ts";
import { buyPlan, onceSubscribed, reportedPlan } from "./zone/subscription.ts";
import { zoneWithDefaults } from "./zone/with-defaults.ts";

export type { PlanTier } from "#models/cloudflare/plan-limits";
export type { BotPolicy } from "./bots.ts";
export type { Bucket } from "./buckets.ts";
export type { OriginRegion } from "./origin-regions.ts";
export type { ZoneRules } from "./rules/collect.ts";
export type { ZoneTransport } from "./settings.ts";
export type { ZoneArgs } from "./zone/args.ts";
export type { PlanSubscription } from "./zone/subscription.ts";

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
    const settled = zoneWithDefaults(name, args);
    const { domain, plan, protect, transport, bots, sessionCookies, subscription } = settled;
    const { existing, records, rules, zoneRules } = settled;

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
    // Read as "pending" until the registrar publishes the DS record; an update then asks for "active" again. Ignoring the
    // difference is worse: the engine would hand "pending" to the provider, whose validator refuses it.
    const dnssec = new ZoneDnssec(`${name}-dnssec`, { zoneId, status: "active" }, guarded);
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
