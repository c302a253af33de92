import type { PlanTier } from "#models/cloudflare/plan-limits";
import type { TierChecks } from "../plan-limits/tier-checks.ts";
import type { Setting } from "../settings.ts";

/**
 * Settings of a zone besides its transport; each is left as it is at Cloudflare unless stated. Removing one from the
 * program keeps its last value. Always Use HTTPS and Automatic HTTPS Rewrites have no switch: they are on. Source:
 * Cloudflare docs, zone settings and plans table.
 *
 * @public
 */
export interface ZoneSettings {
  /** HTTP/3. Default true. */
  readonly http3?: boolean;
  /** Connections that are upgraded to WebSockets. Default true. */
  readonly webSockets?: boolean;
  /** Early Hints, sent before the origin has answered. Default true. */
  readonly earlyHints?: boolean;
  /** Compression by Brotli. Default true. */
  readonly brotli?: boolean;
  /** Whether hosts also have IPv6 addresses; only Enterprise can turn it off. */
  readonly ipv6?: boolean;
  /** Whether plain-HTTP visitors may speak HTTP/2 over TLS. */
  readonly opportunisticEncryption?: boolean;
  /** Whether visitors of the Tor network are served by onion addresses. */
  readonly onionRouting?: boolean;
  /** Browser Integrity Check: headers that only bad clients send are challenged. */
  readonly browserCheck?: boolean;
  /** How long a visitor who solved a challenge is left alone, in seconds; from Cloudflare's list. */
  readonly challengeSeconds?: number;
  readonly securityLevel?: "off" | "essentially_off" | "low" | "medium" | "high" | "under_attack";
  /** Copies of the Internet Archive while the origin is down. */
  readonly alwaysOnline?: boolean;
  /** Hides addresses in pages from harvesters, by a script. */
  readonly emailObfuscation?: boolean;
  /** Refuses images to pages of other domains. */
  readonly hotlinkProtection?: boolean;
  /** Whether the origin receives the visitor's country in `CF-IPCountry`. */
  readonly geolocationHeader?: boolean;
  /** IPv4 addresses made up for IPv6 visitors, for an origin that needs them. */
  readonly pseudoIpv4?: "off" | "add_header" | "overwrite_header";
  /** Defers scripts of pages. */
  readonly rocketLoader?: boolean;
  /** Compression of images. Pro and up. */
  readonly polish?: "off" | "lossless" | "lossy";
  /** Images as WebP where the browser takes them, with polish. Pro and up. */
  readonly webp?: boolean;
  /** Enhanced HTTP/2 prioritization. Pro and up. */
  readonly http2Prioritization?: boolean;
  /** Highest version of HTTP towards the origin. */
  readonly originHttpVersion?: "1" | "2";
  /** Lifetime in browsers where neither a rule nor the origin says one, in seconds; 0 leaves it to the origin. */
  readonly browserCacheSeconds?: number;
  /** Largest upload, in MB: up to 100 on Free and Pro, 200 on Business, 500 on Enterprise; from Cloudflare's list. */
  readonly maxUploadMegabytes?: number;
  /** Whether the order of query arguments is ignored by the cache. Enterprise. */
  readonly sortQueryString?: boolean;
  /** Whether the origin receives `True-Client-IP`. Enterprise. */
  readonly trueClientIpHeader?: boolean;
  /** Fetches pages that a manifest of the origin names. Enterprise. */
  readonly prefetchUrls?: boolean;
  /** Whether error pages of the origin pass. Enterprise. */
  readonly originErrorPages?: boolean;
  /** Whether responses are read wholly before they are sent on. Enterprise. */
  readonly responseBuffering?: boolean;
  /** Seconds that the edge waits for the origin, 1 to 6000. Enterprise. */
  readonly originTimeoutSeconds?: number;
}

type SettingValue = NonNullable<ZoneSettings[keyof ZoneSettings]>;

/** How a setting is written at Cloudflare, and what it accepts. */
interface SettingForm {
  readonly id: string;
  /** Accepted values, or bounds of whole numbers. Default: true and false. */
  readonly values?: readonly SettingValue[] | { readonly least: number; readonly most: number };
  /** Smallest plan that can change it. Default: every plan. */
  readonly plan?: PlanTier;
  /** A value that every plan has. */
  readonly free?: SettingValue;
}

const YEAR_SECONDS = 31_536_000;

/** Every setting. Source of the values: cloudflare-go v7.7.0, zone settings (2026-11-28). */
const SETTINGS: Readonly<Record<keyof ZoneSettings, SettingForm>> = {
  http3: { id: "http3" },
  webSockets: { id: "websockets" },
  earlyHints: { id: "early_hints" },
  brotli: { id: "brotli" },
  ipv6: { id: "ipv6", plan: "enterprise", free: true },
  opportunisticEncryption: { id: "opportunistic_encryption" },
  onionRouting: { id: "opportunistic_onion" },
  browserCheck: { id: "browser_check" },
  challengeSeconds: {
    id: "challenge_ttl",
    values: [
      300,
      900,
      1800,
      2700,
      3600,
      7200,
      10_800,
      14_400,
      28_800,
      57_600,
      86_400,
      604_800,
      2_592_000,
      YEAR_SECONDS,
    ],
  },
  securityLevel: {
    id: "security_level",
    values: ["off", "essentially_off", "low", "medium", "high", "under_attack"],
  },
  alwaysOnline: { id: "always_online" },
  emailObfuscation: { id: "email_obfuscation" },
  hotlinkProtection: { id: "hotlink_protection" },
  geolocationHeader: { id: "ip_geolocation" },
  pseudoIpv4: { id: "pseudo_ipv4", values: ["off", "add_header", "overwrite_header"] },
  rocketLoader: { id: "rocket_loader" },
  polish: { id: "polish", values: ["off", "lossless", "lossy"], plan: "pro" },
  webp: { id: "webp", plan: "pro" },
  http2Prioritization: { id: "h2_prioritization", plan: "pro" },
  originHttpVersion: { id: "origin_max_http_version", values: ["1", "2"] },
  browserCacheSeconds: { id: "browser_cache_ttl", values: { least: 0, most: YEAR_SECONDS } },
  maxUploadMegabytes: {
    id: "max_upload",
    values: [100, 125, 150, 175, 200, 225, 250, 275, 300, 325, 350, 375, 400, 425, 450, 475, 500, 1000],
  },
  sortQueryString: { id: "sort_query_string_for_cache", plan: "enterprise" },
  trueClientIpHeader: { id: "true_client_ip_header", plan: "enterprise" },
  prefetchUrls: { id: "prefetch_preload", plan: "enterprise" },
  originErrorPages: { id: "origin_error_page_pass_thru", plan: "enterprise" },
  responseBuffering: { id: "response_buffering", plan: "enterprise" },
  originTimeoutSeconds: { id: "proxy_read_timeout", values: { least: 1, most: 6000 }, plan: "enterprise" },
};

/** Largest upload by plan, in MB. Source: Cloudflare docs, plans table, max upload size (2026-11-28). */
const UPLOAD_MEGABYTES: Readonly<Record<PlanTier, number>> = {
  free: 100,
  pro: 100,
  business: 200,
  enterprise: 1000,
};

/** Fails for a setting that does not exist, a value that it refuses, or a plan that lacks it. @internal */
export function checkSettings(tier: TierChecks, settings: ZoneSettings): void {
  const { checks, plan } = tier;
  for (const [key, value] of Object.entries(settings)) {
    const at = `settings.${key}`;
    checks.that(isSetting(key), at, value, `the settings ${Object.keys(SETTINGS).join(", ")}`);
    if (!isSetting(key) || value === undefined) {
      continue;
    }
    const { values = [true, false], plan: needed, free } = SETTINGS[key];
    if ("least" in values) {
      checks.whole(at, Number(value), values.least, values.most);
    } else {
      checks.oneOf<SettingValue>(at, value, values);
    }
    if (needed && value !== free) {
      tier.needs(at, key, needed);
    }
  }
  const upload = settings.maxUploadMegabytes ?? 0;
  const most = UPLOAD_MEGABYTES[plan];
  checks.that(upload <= most, "settings.maxUploadMegabytes", upload, `at most ${most} MB on plan ${plan}`);
}

/** Settings in Cloudflare's form, with stated ones in place of defaults. @internal */
export function withSettings(defaults: readonly Setting[], settings: ZoneSettings): Setting[] {
  const stated = Object.entries(settings).flatMap(([key, value]): Setting[] =>
    isSetting(key) && value !== undefined ? [{ id: SETTINGS[key].id, value: toValue(value) }] : [],
  );
  const known = new Set(defaults.map(({ id }) => id));
  return [
    ...defaults.map((each) => stated.find(({ id }) => id === each.id) ?? each),
    ...stated.filter(({ id }) => !known.has(id)),
  ];
}

function toValue(value: SettingValue): string | number {
  return typeof value === "boolean" ? (value ? "on" : "off") : value;
}

function isSetting(key: string): key is keyof ZoneSettings {
  return Object.hasOwn(SETTINGS, key);
}
