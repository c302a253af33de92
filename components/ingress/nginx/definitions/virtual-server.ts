import {
  type FieldType,
  flag,
  integer,
  integers,
  list,
  object,
  oneOf,
  required,
  text,
  textMap,
  texts,
} from "../../../core/kubernetes/custom-resource-fields.ts";

/**
 * Fields of a VirtualServer and of the VirtualServerRoutes to which it may delegate paths. Source:
 * nginx/kubernetes-ingress, definitions of custom resources at 5.6.
 */
const nameValue = object({ name: text, value: text });
const inheritance = oneOf("on", "off", "merge");
const policies = list(object({ name: text, namespace: text }));
const redirect = object({ code: integer, url: text });
const answer = object({ body: text, code: integer, headers: list(nameValue), type: text });

const PROXY_ACTION = object({
  requestHeaders: object({ pass: flag, set: list(nameValue) }),
  responseHeaders: object({
    add: list(object({ always: flag, name: text, value: text })),
    hide: texts,
    ignore: texts,
    pass: texts,
  }),
  rewritePath: text,
  upstream: text,
});

const action = object({ pass: text, proxy: PROXY_ACTION, redirect, return: answer });
const splits = list(object({ action, weight: integer }));

const ROUTE = object({
  action,
  "add-header-inherit": inheritance,
  dos: text,
  errorPages: list(object({ codes: integers, redirect, return: answer })),
  "location-snippets": text,
  matches: list(
    object({
      action,
      conditions: list(object({ argument: text, cookie: text, header: text, value: text, variable: text })),
      splits,
    }),
  ),
  path: text,
  policies,
  route: text,
  routeSelector: object({
    matchExpressions: list(object({ key: required(text), operator: required(text), values: texts })),
    matchLabels: textMap,
  }),
  splits,
});

const healthCheck = object({
  "connect-timeout": text,
  enable: flag,
  fails: integer,
  grpcService: text,
  grpcStatus: integer,
  headers: list(nameValue),
  interval: text,
  jitter: text,
  "keepalive-time": text,
  mandatory: flag,
  passes: integer,
  path: text,
  persistent: flag,
  port: integer,
  "read-timeout": text,
  "send-timeout": text,
  statusMatch: text,
  tls: object({ enable: flag }),
});

const UPSTREAM = object({
  backup: text,
  backupPort: integer,
  "buffer-size": text,
  buffering: flag,
  buffers: object({ number: integer, size: text }),
  "busy-buffers-size": text,
  "client-body-buffer-size": text,
  "client-max-body-size": text,
  "connect-timeout": text,
  "fail-timeout": text,
  healthCheck,
  keepalive: integer,
  "lb-method": text,
  "max-conns": integer,
  "max-fails": integer,
  name: text,
  "next-upstream": text,
  "next-upstream-timeout": text,
  "next-upstream-tries": integer,
  ntlm: flag,
  port: integer,
  queue: object({ size: integer, timeout: text }),
  "read-timeout": text,
  "send-timeout": text,
  service: text,
  sessionCookie: object({
    domain: text,
    enable: flag,
    expires: text,
    httpOnly: flag,
    name: text,
    path: text,
    samesite: text,
    secure: flag,
  }),
  "slow-start": text,
  subselector: textMap,
  tls: object({ enable: flag }),
  type: text,
  "use-cluster-ip": flag,
});

export const VIRTUAL_SERVER = object({
  "add-header-inherit": inheritance,
  dos: text,
  externalDNS: object({
    enable: flag,
    labels: textMap,
    providerSpecific: list(nameValue),
    recordTTL: integer,
    recordType: text,
  }),
  gunzip: flag,
  host: text,
  "http-snippets": text,
  ingressClassName: text,
  listener: object({ http: text, https: text }),
  policies,
  routes: list(ROUTE),
  "server-snippets": text,
  tls: object({
    "cert-manager": object({
      "cluster-issuer": text,
      "common-name": text,
      duration: text,
      "issue-temp-cert": flag,
      issuer: text,
      "issuer-group": text,
      "issuer-kind": text,
      "renew-before": text,
      usages: text,
    }),
    redirect: object({ basedOn: text, code: integer, enable: flag }),
    secret: text,
  }),
  upstreams: list(UPSTREAM),
});

export const VIRTUAL_SERVER_ROUTE = object({
  host: text,
  ingressClassName: text,
  subroutes: list(ROUTE),
  upstreams: list(UPSTREAM),
});

export type Upstream = FieldType<typeof UPSTREAM>;
export type ProxyAction = FieldType<typeof PROXY_ACTION>;
export type VirtualServerRoute = FieldType<typeof ROUTE>;
export type VirtualServerSpec = FieldType<typeof VIRTUAL_SERVER>;

/** A reference to a Policy, in the same namespace. */
export interface PolicyReference {
  readonly name: string;
}
