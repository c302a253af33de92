import {
  between,
  codes,
  type FieldType,
  flag,
  integer,
  integers,
  list,
  object,
  oneOf,
  required,
  text,
  texts,
  withDefault,
} from "../../../core/kubernetes/custom-resource-fields.ts";

/**
 * Fields of the rules that a Policy may hold. Those that need NGINX Plus are included, since a definition without them
 * would drop them from other programs' objects. Source: nginx/kubernetes-ingress, definitions of custom resources at
 * 5.6.
 */
const off = withDefault(flag, false);
const depth = withDefault(between(0), 1);

export const RATE_LIMIT = object({
  burst: integer,
  condition: object({
    default: flag,
    jwt: object({ claim: required(text), match: required(text) }),
    variables: list(object({ match: required(text), name: required(text) })),
  }),
  delay: integer,
  dryRun: flag,
  key: text,
  logLevel: text,
  noDelay: flag,
  rate: text,
  rejectCode: integer,
  scale: flag,
  zoneSize: text,
});

export const CACHE = object({
  allowedCodes: codes,
  allowedMethods: texts,
  cacheBackgroundUpdate: off,
  cacheKey: text,
  cacheMinUses: between(1),
  cachePurgeAllow: texts,
  cacheRevalidate: off,
  cacheUseStale: texts,
  cacheZoneName: required(text),
  cacheZoneSize: required(text),
  conditions: object({ bypass: texts, noCache: texts }),
  inactive: text,
  levels: text,
  lock: object({ age: text, enable: off, timeout: text }),
  manager: object({ files: between(1), sleep: text, threshold: text }),
  maxSize: text,
  minFree: text,
  overrideUpstreamCache: off,
  time: text,
  useTempPath: off,
});

export const CORS = object({
  allowCredentials: off,
  allowHeaders: texts,
  allowMethods: texts,
  allowOrigin: required(texts),
  exposeHeaders: texts,
  maxAge: withDefault(between(0), 86400),
});

export const INGRESS_MTLS = object({
  clientCertSecret: text,
  crlFileName: text,
  verifyClient: text,
  verifyDepth: integer,
});

export const EGRESS_MTLS = object({
  ciphers: text,
  protocols: text,
  serverName: flag,
  sessionReuse: flag,
  sslName: text,
  tlsSecret: text,
  trustedCertSecret: text,
  verifyDepth: integer,
  verifyServer: flag,
});

const bundleSource = object({
  enablePolling: off,
  insecureSkipVerify: flag,
  name: text,
  namespace: text,
  pollInterval: text,
  retryAttempts: between(1, 10),
  secret: text,
  timeout: text,
  trustedCertSecret: text,
  type: withDefault(oneOf("HTTPS", "NIM", "N1C"), "HTTPS"),
  url: required(text),
  verifyChecksum: flag,
});

const securityLog = object({
  apLogBundle: text,
  apLogBundleSource: bundleSource,
  apLogConf: text,
  enable: flag,
  logDest: text,
});

export const POLICY = object({
  accessControl: object({ allow: texts, deny: texts }),
  apiKey: object({ clientSecret: text, suppliedIn: object({ header: texts, query: texts }) }),
  basicAuth: object({ realm: text, secret: text }),
  cache: CACHE,
  cors: CORS,
  egressMTLS: EGRESS_MTLS,
  externalAuth: object({
    authServiceName: required(text),
    authServicePorts: integers,
    authSigninRedirectBasePath: text,
    authSigninURI: text,
    authSnippets: text,
    authURI: required(withDefault(text, "/")),
    sniName: text,
    sslEnabled: off,
    sslVerify: off,
    sslVerifyDepth: depth,
    trustedCertSecret: text,
  }),
  hsts: object({ behindProxy: off, includeSubDomains: off, maxAge: required(between(0)), preload: off }),
  ingressClassName: text,
  ingressMTLS: INGRESS_MTLS,
  jwt: object({
    jwksURI: text,
    keyCache: text,
    realm: text,
    secret: text,
    sniEnabled: flag,
    sniName: text,
    sslVerify: off,
    sslVerifyDepth: depth,
    token: text,
    trustedCertSecret: text,
  }),
  oidc: object({
    accessTokenEnable: flag,
    authEndpoint: text,
    authExtraArgs: texts,
    clientID: text,
    clientSecret: text,
    endSessionEndpoint: text,
    jwksURI: text,
    pkceEnable: flag,
    postLogoutRedirectURI: text,
    redirectURI: text,
    scope: text,
    sslVerify: off,
    sslVerifyDepth: depth,
    tokenEndpoint: text,
    trustedCertSecret: text,
    zoneSyncLeeway: integer,
  }),
  rateLimit: RATE_LIMIT,
  waf: object({
    apBundle: text,
    apBundleSource: bundleSource,
    apPolicy: text,
    enable: flag,
    securityLog,
    securityLogs: list(securityLog),
  }),
});

/** A Policy holds exactly one rule. */
export type PolicySpec =
  | { readonly rateLimit: FieldType<typeof RATE_LIMIT> }
  | { readonly cache: FieldType<typeof CACHE> }
  | { readonly cors: FieldType<typeof CORS> }
  | { readonly egressMTLS: FieldType<typeof EGRESS_MTLS> }
  | { readonly ingressMTLS: FieldType<typeof INGRESS_MTLS> };
