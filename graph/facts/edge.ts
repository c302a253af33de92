/** Facts of the edge: names, rules, caches and certificates. @public */
export interface EdgeFacts {
  /** Names in a zone. */
  readonly dns?: DnsFact;
  /** Plan that a zone is subscribed to, such as "pro". */
  readonly plan?: string;
  /** How automated visitors are handled. */
  readonly bots?: BotsFact;
  /** Firewall rules, in the order of the arguments. */
  readonly firewall?: readonly FirewallFact[];
  /** Sensitivity of the DDoS rules if it is lower than the default. */
  readonly floodProtection?: readonly { readonly sensitivity: "medium" | "low" }[];
  /** Limits on how often one client may ask. An empty list: there is none. */
  readonly rateLimits?: readonly RateLimitFact[];
  /** Cache rules, in the order of the arguments. */
  readonly cache?: readonly CacheFact[];
  /** Headers added to responses. */
  readonly responseHeaders?: readonly ResponseHeadersFact[];
  /** Hosts and URLs that are sent to others. */
  readonly redirects?: readonly RedirectFact[];
  /** Responses in place of errors. */
  readonly errorResponses?: readonly ErrorResponseFact[];
  /** Which origins may read responses. */
  readonly cors?: CorsFact;
  /** A certificate. */
  readonly certificate?: CertificateFact;
  /** Records that prove to somebody that domains are ours. */
  readonly ownershipProofs?: { readonly domains: readonly string[]; readonly askedBy: string };
}

export interface RedirectFact {
  /** Host, or host and path. */
  readonly from: string;
  /** Host, or URL. */
  readonly to: string;
  readonly status: number;
}

export interface ErrorResponseFact {
  /** Its name in the system. */
  readonly label: string;
  /** Status that visitors receive. Absent: the error's own. */
  readonly status?: number;
  /** Such as "text/html". */
  readonly contentType: string;
}

export interface DnsFact {
  readonly records: number;
  /** Records that lead to a host, which may be proxied. */
  readonly hosts: number;
  readonly proxiedHosts: number;
  readonly dnssec: boolean;
}

/** Action for a matching request. */
export type FirewallAction = "allow" | "block" | "managed_challenge" | "js_challenge" | "challenge";

export interface BotsFact {
  /** Surely automated visitors. */
  readonly automated: FirewallAction;
  /** Those that the edge has verified, such as search engines'. */
  readonly verified: FirewallAction;
}

export type FirewallFact =
  /** Rules that the provider keeps, and the OWASP core rules. */
  | {
      readonly kind: "managed";
      readonly owasp: { readonly sensitivity: string; readonly paranoia: number };
      readonly action: FirewallAction;
      /** Managed rules or their tags with another action, such as `wordpress off`. */
      readonly overrides?: readonly string[];
    }
  /** Sets of attack patterns, such as `sqli`. @see https://cloud.google.com/armor/docs/waf-rules */
  | {
      readonly kind: "patterns";
      readonly sets: readonly string[];
      readonly sensitivity: number;
      readonly logOnly: boolean;
    }
  /** Marks of attacks in the path and query. */
  | { readonly kind: "attacks"; readonly attacks: readonly string[]; readonly action: FirewallAction }
  /** Visitors of a kind. */
  | {
      readonly kind: "verified-bots" | "suspicious-clients" | "leaked-passwords";
      readonly action: FirewallAction;
    }
  /** Visitors from countries, ISO 3166-1. */
  | { readonly kind: "countries"; readonly countries: readonly string[]; readonly action: FirewallAction }
  /** Requests that managed rules do not inspect. */
  | { readonly kind: "exception"; readonly from: string; readonly because: string }
  /** A rule of the system's own, in its words. */
  | { readonly kind: "custom"; readonly label: string; readonly action: FirewallAction };

/** The matching requests; all of them by default. */
export interface RequestsFact {
  readonly hosts?: readonly string[];
  /** Beginnings of the path. */
  readonly paths?: readonly string[];
  /** File extensions without the dot. */
  readonly extensions?: readonly string[];
}

/** Characteristic by which requests are counted. */
export type RateKey = "address" | "visitor" | { readonly header: string } | { readonly cookie: string };

export interface RateLimitFact {
  /** Its name in the system. */
  readonly label?: string;
  /** Which requests it is for. Absent: every one. */
  readonly match?: RequestsFact;
  readonly requests: number;
  readonly periodSeconds: number;
  readonly by: RateKey;
  /** Status of the answer to a request too many. */
  readonly status: number;
  /** Seconds for which a client that exceeds the limit is banned. Absent: only until the next period. */
  readonly banSeconds?: number;
}

export interface CacheFact {
  /** "never" also applies to browsers; "bypass" keeps the origin's headers. */
  readonly storage: "stored" | "never" | "bypass";
  /** Its name in the system. */
  readonly label?: string;
  readonly match: RequestsFact;
  /** How long copies may be used; of what is stored only. */
  readonly lifetime?: LifetimeFact;
  /** Tags to purge by. */
  readonly tags?: readonly string[];
}

export interface LifetimeFact {
  readonly browserSeconds: number;
  /** Absent: as browsers. */
  readonly edgeSeconds?: number;
  readonly staleWhileRevalidateSeconds?: number;
  readonly immutable?: boolean;
}

export interface ResponseHeadersFact {
  /** Its name in the system. */
  readonly label?: string;
  readonly names: readonly string[];
  /** "cors" lets other origins read what matches, "set" is for all other purposes. */
  readonly purpose: "set" | "font-cors";
}

export interface CorsFact {
  /** `["*"]` for any. */
  readonly origins: readonly string[];
  readonly credentials: boolean;
  readonly preflight: { readonly status: number; readonly maxAgeSeconds: number };
}

export interface CertificateFact {
  readonly hosts: readonly string[];
  /** Days from issue to end; of certificates that do not renew themselves. */
  readonly validityDays?: number;
  /** Days before its end that a new one is fetched; of those that renew themselves. */
  readonly renewBeforeDays?: number;
}
