/** Cloudflare's plans, smallest first; each includes the previous ones. */
export const PLAN_TIERS = ["free", "pro", "business", "enterprise"] as const;

export type PlanTier = (typeof PLAN_TIERS)[number];

/** A plan's limits for one zone, from the plans table. */
interface ZoneLimits {
  /** Rules in http_request_firewall_custom. */
  readonly customRules: number;
  /** Rules in each of the cache, transform, configuration, origin, redirect and compression phases. */
  readonly trafficRules: number;
  /** Minimum edge TTL that a cache rule may set, in seconds. */
  readonly edgeTtlSeconds: number;
  /** Rules in http_custom_errors. */
  readonly customErrorRules: number;
  /** Overrides of the HTTP DDoS ruleset. */
  readonly ddosOverrides: number;
  /** Endpoints across all pools of a load balancer, an add-on to every plan; undefined: by contract. */
  readonly loadBalancerEndpoints: number | undefined;
}

/** A plan's limits for rate limiting. */
interface RateLimits {
  /** Rules in http_ratelimit. */
  readonly rateLimitRules: number;
  /** Longest counting period of a rate limit, in seconds. */
  readonly rateLimitPeriodSeconds: number;
  /** Longest block after a rate limit is exceeded, in seconds. */
  readonly rateLimitBlockSeconds: number;
  /** Fields that the expression of a rate limit may read; undefined: any. */
  readonly rateLimitFields: readonly string[] | undefined;
  /** Characteristics by which requests may be counted; undefined: any. */
  readonly rateLimitCharacteristics: readonly string[] | undefined;
}

/** A plan's limits for DNS records. */
interface RecordLimits {
  /** Records in a zone; on Free for zones created since September 2024. */
  readonly dnsRecords: number;
  /** Characters of a record's comment. */
  readonly dnsCommentCharacters: number;
  /** Shortest time to live of a record that is not proxied, in seconds. */
  readonly dnsTtlSeconds: number;
}

/** Everything that a plan allows for one zone. */
export interface TierLimits extends ZoneLimits, RateLimits, RecordLimits {}

/** Figures read on the same day; the vendor changes them without a version, so they age together. */
export interface Dated<T> {
  /** Day on which they were read, ISO 8601; Cloudflare dates neither the table nor the pages. */
  readonly date: string;
  readonly source: string;
  readonly figures: T;
}

export const ZONE_LIMITS: Dated<Readonly<Record<PlanTier, ZoneLimits>>> = {
  date: "2026-11-20",
  source: "Cloudflare docs: plans table, commit 0188ca2",
  figures: {
    free: {
      customRules: 5,
      trafficRules: 10,
      edgeTtlSeconds: 7200,
      customErrorRules: 0,
      ddosOverrides: 1,
      loadBalancerEndpoints: 20,
    },
    pro: {
      customRules: 20,
      trafficRules: 25,
      edgeTtlSeconds: 3600,
      customErrorRules: 25,
      ddosOverrides: 1,
      loadBalancerEndpoints: 20,
    },
    business: {
      customRules: 100,
      trafficRules: 50,
      edgeTtlSeconds: 1,
      customErrorRules: 50,
      ddosOverrides: 1,
      loadBalancerEndpoints: 20,
    },
    enterprise: {
      customRules: 1000,
      trafficRules: 300,
      edgeTtlSeconds: 1,
      customErrorRules: 300,
      ddosOverrides: 10,
      loadBalancerEndpoints: undefined,
    },
  },
};

const PATH = ["http.request.uri.path", "cf.client.bot"];
const ADDRESS_OF_REQUEST = [
  ...PATH,
  "http.host",
  "http.request.uri",
  "http.request.full_uri",
  "http.request.uri.query",
];
const SENDER = [...ADDRESS_OF_REQUEST, "http.request.method", "ip.src", "http.user_agent"];

export const RATE_LIMITS: Dated<Readonly<Record<PlanTier, RateLimits>>> = {
  date: "2026-11-20",
  source: "Cloudflare docs: rate limiting parameters; number of rules also in the plans table",
  figures: {
    free: {
      rateLimitRules: 1,
      rateLimitPeriodSeconds: 10,
      rateLimitBlockSeconds: 10,
      rateLimitFields: PATH,
      rateLimitCharacteristics: ["cf.colo.id", "ip.src"],
    },
    pro: {
      rateLimitRules: 2,
      rateLimitPeriodSeconds: 60,
      rateLimitBlockSeconds: 3600,
      rateLimitFields: ADDRESS_OF_REQUEST,
      rateLimitCharacteristics: ["cf.colo.id", "ip.src"],
    },
    business: {
      rateLimitRules: 5,
      rateLimitPeriodSeconds: 600,
      rateLimitBlockSeconds: 86400,
      rateLimitFields: SENDER,
      rateLimitCharacteristics: ["cf.colo.id", "ip.src", "cf.unique_visitor_id"],
    },
    enterprise: {
      rateLimitRules: 100,
      rateLimitPeriodSeconds: 65535,
      rateLimitBlockSeconds: 86400,
      rateLimitFields: undefined,
      rateLimitCharacteristics: undefined,
    },
  },
};

export const RECORD_LIMITS: Dated<Readonly<Record<PlanTier, RecordLimits>>> = {
  date: "2026-11-28",
  source: "Cloudflare docs: plans table, commit 0188ca2, DNS records management; DNS record TTL",
  figures: {
    free: { dnsRecords: 200, dnsCommentCharacters: 100, dnsTtlSeconds: 60 },
    pro: { dnsRecords: 3500, dnsCommentCharacters: 500, dnsTtlSeconds: 60 },
    business: { dnsRecords: 3500, dnsCommentCharacters: 500, dnsTtlSeconds: 60 },
    enterprise: { dnsRecords: 3500, dnsCommentCharacters: 500, dnsTtlSeconds: 30 },
  },
};

/** Counting periods and block times that the API accepts, in seconds. */
export const RATE_LIMIT_PERIODS = {
  date: "2026-11-20",
  source: "Cloudflare docs: rate limiting parameters",
  figures: [
    10, 15, 20, 30, 40, 45, 60, 90, 120, 180, 240, 300, 480, 600, 900, 1200, 1800, 2400, 3600, 65535, 86400,
  ],
} as const;

/** Maximum length of an expression in characters, on every plan. */
export const EXPRESSION_LENGTH: Dated<number> = {
  date: "2026-11-20",
  source: "Cloudflare docs: rules language",
  figures: 4096,
};

/** Maximum body of a custom block response, in bytes. */
export const RESPONSE_BODY: Dated<number> = {
  date: "2026-11-20",
  source: "Cloudflare docs: custom rules",
  figures: 2048,
};

/** Maximum body of a custom error rule, in bytes. */
export const ERROR_BODY: Dated<number> = {
  date: "2026-11-28",
  source: "Cloudflare docs: custom error rules, parameters",
  figures: 10_240,
};

/** Smallest plan whose expressions may use the operator `matches`. */
export const REGULAR_EXPRESSION_TIER: Dated<PlanTier> = {
  date: "2026-11-20",
  source: "Cloudflare docs: plans table, commit 0188ca2, custom rules; rules language, operators",
  figures: "business",
};

type FieldTiers = Readonly<Record<string, PlanTier>>;

/** Smallest plan with attack and bot scores. */
export const SCORE_TIERS: Dated<FieldTiers> = {
  date: "2026-11-20",
  source: "Cloudflare docs: plans table, commit 0188ca2, attack score and bot management",
  figures: {
    "cf.bot_management.score": "enterprise",
    "cf.bot_management.verified_bot": "enterprise",
    "cf.waf.score": "enterprise",
    "cf.waf.score.sqli": "enterprise",
    "cf.waf.score.xss": "enterprise",
    "cf.waf.score.rce": "enterprise",
    "cf.waf.score.class": "business",
  },
};

/** Smallest plan on which rules may read leaked-credential checks; stricter than Cloudflare, which requires pro. */
export const LEAK_TIERS: Dated<FieldTiers> = {
  date: "2026-11-21",
  source: "Cloudflare docs: leaked credentials detection, fields",
  figures: { "cf.waf.credential_check.username_and_password_leaked": "enterprise" },
};

/** Smallest plan that populates a field, for fields that some plans leave empty. */
export const FIELD_TIERS: FieldTiers = { ...SCORE_TIERS.figures, ...LEAK_TIERS.figures };

export const EXPRESSION_CHARACTERS = EXPRESSION_LENGTH.figures;
export const RESPONSE_BODY_BYTES = RESPONSE_BODY.figures;
export const ERROR_BODY_BYTES = ERROR_BODY.figures;
export const RATE_LIMIT_SECONDS = RATE_LIMIT_PERIODS.figures;

/** Everything that a plan allows for one zone. */
export const LIMITS: Readonly<Record<PlanTier, TierLimits>> = {
  free: { ...ZONE_LIMITS.figures.free, ...RATE_LIMITS.figures.free, ...RECORD_LIMITS.figures.free },
  pro: { ...ZONE_LIMITS.figures.pro, ...RATE_LIMITS.figures.pro, ...RECORD_LIMITS.figures.pro },
  business: {
    ...ZONE_LIMITS.figures.business,
    ...RATE_LIMITS.figures.business,
    ...RECORD_LIMITS.figures.business,
  },
  enterprise: {
    ...ZONE_LIMITS.figures.enterprise,
    ...RATE_LIMITS.figures.enterprise,
    ...RECORD_LIMITS.figures.enterprise,
  },
};

/** Whether a plan includes another one. */
export function includes(plan: PlanTier, needed: PlanTier): boolean {
  return PLAN_TIERS.indexOf(plan) >= PLAN_TIERS.indexOf(needed);
}

/** The smallest plan whose limits satisfy a predicate; undefined if none does. */
export function smallestTier(suffices: (limits: TierLimits) => boolean): PlanTier | undefined {
  return PLAN_TIERS.find((tier) => suffices(LIMITS[tier]));
}
