/** What a permission of an API token covers: zones, or the account that holds them. */
export type TokenLevel = "zone" | "account";

/**
 * A permission of a Cloudflare API token. The API calls its groups `<name> Read` and `<name> Write`, of lists `Edit`; the dashboard's
 * form calls it {@link label}, with Read and Edit.
 */
export interface TokenPermission {
  readonly name: string;
  readonly level: TokenLevel;
  readonly label: string;
}

/** Day on which the tables were read. */
export const TOKEN_PERMISSIONS_DATE = "2026-11-28";

/** Permissions by level, with the dashboard's label where it differs. Source: Cloudflare docs, API token permissions. */
const PERMISSIONS = {
  zone: {
    "Bot Management": "",
    "Cache Settings": "Cache Rules",
    "Cloud Connector": "",
    "Config Settings": "Config Rules",
    "Custom Errors": "",
    DNS: "",
    "Dynamic URL Redirects": "Single Redirect",
    "HTTP DDoS Managed Ruleset": "",
    "Health Checks": "",
    "Load Balancers": "",
    Logs: "",
    Origin: "Origin Rules",
    "Response Compression": "",
    Snippets: "",
    "SSL and Certificates": "",
    "Waiting Rooms": "",
    "Workers Routes": "",
    Zone: "",
    "Zone Settings": "",
    "Zone Transform Rules": "Transform Rules",
    "Zone WAF": "",
  },
  account: {
    "Account Filter Lists": "",
    "Account Rulesets": "",
    "Account WAF": "",
    Billing: "",
    "Load Balancing: Monitors and Pools": "",
    "Mass URL Redirects": "Bulk URL Redirects",
    "Workers KV Storage": "",
    "Workers R2 Storage": "",
    "Workers Scripts": "",
  },
} as const;

type PermissionName = keyof (typeof PERMISSIONS)["zone"] | keyof (typeof PERMISSIONS)["account"];

/** Permission that each type needs, and a source where the SDK's documentation of the type names none. */
interface TypePermission {
  readonly permission: PermissionName;
  readonly source?: string;
}

const RULESET = "cloudflare:index/ruleset:Ruleset";

/** Permission by type. Source: @pulumi/cloudflare 6.22.1, "Accepted Permissions" of each type. */
export const CLOUDFLARE_TYPES: Readonly<Record<string, TypePermission>> = {
  "cloudflare:index/argoSmartRouting:ArgoSmartRouting": { permission: "Zone Settings" },
  "cloudflare:index/argoTieredCaching:ArgoTieredCaching": {
    permission: "Zone Settings",
    source: "Cloudflare docs, Tiered Cache: the other calls of its page",
  },
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate": {
    permission: "SSL and Certificates",
    source: "as AuthenticatedOriginPullsSettings",
  },
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings": {
    permission: "SSL and Certificates",
  },
  "cloudflare:index/botManagement:BotManagement": { permission: "Bot Management" },
  "cloudflare:index/certificatePack:CertificatePack": { permission: "SSL and Certificates" },
  "cloudflare:index/cloudConnectorRules:CloudConnectorRules": { permission: "Cloud Connector" },
  "cloudflare:index/dnsRecord:DnsRecord": { permission: "DNS" },
  "cloudflare:index/healthcheck:Healthcheck": { permission: "Health Checks" },
  "cloudflare:index/leakedCredentialCheck:LeakedCredentialCheck": { permission: "Zone WAF" },
  "cloudflare:index/list:List": { permission: "Account Filter Lists" },
  "cloudflare:index/listItem:ListItem": { permission: "Account Filter Lists" },
  "cloudflare:index/loadBalancer:LoadBalancer": { permission: "Load Balancers" },
  "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor": {
    permission: "Load Balancing: Monitors and Pools",
  },
  "cloudflare:index/loadBalancerPool:LoadBalancerPool": { permission: "Load Balancing: Monitors and Pools" },
  "cloudflare:index/originCaCertificate:OriginCaCertificate": {
    permission: "SSL and Certificates",
    source: "Cloudflare docs, Origin CA: API token permissions",
  },
  "cloudflare:index/originCloudRegion:OriginCloudRegion": {
    permission: "Zone Settings",
    source: "as TieredCache, for which it is a hint",
  },
  "cloudflare:index/r2Bucket:R2Bucket": { permission: "Workers R2 Storage" },
  "cloudflare:index/r2CustomDomain:R2CustomDomain": { permission: "Workers R2 Storage" },
  "cloudflare:index/regionalTieredCache:RegionalTieredCache": { permission: "Zone Settings" },
  "cloudflare:index/snippet:Snippet": { permission: "Snippets" },
  "cloudflare:index/snippetRules:SnippetRules": { permission: "Snippets" },
  "cloudflare:index/tieredCache:TieredCache": { permission: "Zone Settings" },
  "cloudflare:index/totalTls:TotalTls": { permission: "SSL and Certificates" },
  "cloudflare:index/universalSslSetting:UniversalSslSetting": { permission: "SSL and Certificates" },
  "cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings": {
    permission: "Zone Transform Rules",
  },
  "cloudflare:index/waitingRoom:WaitingRoom": { permission: "Waiting Rooms" },
  "cloudflare:index/workersKvNamespace:WorkersKvNamespace": { permission: "Workers KV Storage" },
  "cloudflare:index/workersRoute:WorkersRoute": { permission: "Workers Routes" },
  "cloudflare:index/workersScript:WorkersScript": { permission: "Workers Scripts" },
  "cloudflare:index/zone:Zone": { permission: "Zone" },
  "cloudflare:index/zoneCacheReserve:ZoneCacheReserve": { permission: "Zone Settings" },
  "cloudflare:index/zoneDnssec:ZoneDnssec": { permission: "DNS" },
  "cloudflare:index/zoneSetting:ZoneSetting": { permission: "Zone Settings" },
  "cloudflare:index/zoneSubscription:ZoneSubscription": { permission: "Billing" },
};

/**
 * Permission of a zone's rulesets by phase. The API accepts one of many permissions for its operation, and answers 403
 * to one that is not the phase's. Source: Cloudflare docs, API token permissions, descriptions of each.
 */
export const RULESET_PHASES: Readonly<Record<string, PermissionName>> = {
  ddos_l7: "HTTP DDoS Managed Ruleset",
  http_config_settings: "Config Settings",
  http_custom_errors: "Custom Errors",
  http_log_custom_fields: "Logs",
  http_ratelimit: "Zone WAF",
  http_request_cache_settings: "Cache Settings",
  http_request_dynamic_redirect: "Dynamic URL Redirects",
  http_request_firewall_custom: "Zone WAF",
  http_request_firewall_managed: "Zone WAF",
  http_request_late_transform: "Zone Transform Rules",
  http_request_origin: "Origin",
  http_request_transform: "Zone Transform Rules",
  http_response_cache_settings: "Cache Settings",
  http_response_compression: "Response Compression",
  http_response_firewall_managed: "Zone WAF",
  http_response_headers_transform: "Zone Transform Rules",
};

/** Permission of an account's rulesets by phase; all others need Account Rulesets. */
const ACCOUNT_PHASES: Readonly<Record<string, PermissionName>> = {
  http_ratelimit: "Account WAF",
  http_request_firewall_custom: "Account WAF",
  http_request_firewall_managed: "Account WAF",
  http_request_redirect: "Mass URL Redirects",
};

/** What decides about a ruleset's permission. */
export interface RulesetScope {
  readonly phase: string | undefined;
  /** Whether it belongs to the account instead of a zone. */
  readonly ofAccount: boolean;
}

/** The permission for a resource of this type; undefined for an unknown type or phase. */
export function tokenPermission(type: string, ruleset: RulesetScope): TokenPermission | undefined {
  const name = type === RULESET ? phasePermission(ruleset) : CLOUDFLARE_TYPES[type]?.permission;
  return name === undefined ? undefined : permissionNamed(name);
}

function phasePermission({ phase = "", ofAccount }: RulesetScope): PermissionName | undefined {
  return ofAccount ? (ACCOUNT_PHASES[phase] ?? "Account Rulesets") : RULESET_PHASES[phase];
}

function permissionNamed(name: PermissionName): TokenPermission {
  const level = name in PERMISSIONS.zone ? "zone" : "account";
  const labels: Readonly<Record<string, string>> = PERMISSIONS[level];
  return { name, level, label: labels[name] || name };
}
