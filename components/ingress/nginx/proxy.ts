import type { Upstream } from "./definitions/virtual-server.ts";
import { type Directives, joined, type Mapped } from "./directives.ts";

/**
 * A cookie with the pod that served the first request. It balances clients, not load; affinity is lost with the pod,
 * and ends with the cookie, which must therefore not be shorter than the session. Source: scaling issues, session
 * persistence, third solution.
 */
export interface StickyCookie {
  /** Name of the cookie. Default "srv_id". */
  readonly cookie?: string;
  /** Lifetime of the cookie, in seconds. Default 3600. */
  readonly expiresSeconds?: number;
  /** Hosts that get the cookie, such as `.example.com`. Default: only the host that set it. */
  readonly domain?: string;
  /** Default "/". */
  readonly path?: string;
}

/**
 * How requests are balanced across the pods of a service.
 *
 * - `least_conn`: to the pod with the fewest open connections; the default, as in the documents.
 * - `round_robin`: in turn, regardless of a request's cost.
 * - `ip_hash`: one client, one pod, without a cookie. Hashes only the first three parts of an IPv4 address, so an
 *   office or a carrier behind one range lands on one pod; adding or removing pods moves clients; and it requires the
 *   client's real address.
 * - a cookie: see {@link StickyCookie}. The first request goes by `least_conn`.
 *
 * Services that verify tokens or store sessions in Redis need neither of the last two. The policy
 * `kubernetes-session-affinity` refuses both; a system that chooses one gives the reason in an exception.
 */
export type Balancing = "least_conn" | "round_robin" | "ip_hash" | StickyCookie;

/** What counts as a failed attempt: it is retried on the next pod, and counts toward `maxFails`. */
export type RetryCondition =
  | "error"
  | "timeout"
  | "invalid_header"
  | "http_500"
  | "http_502"
  | "http_503"
  | "http_504"
  | "http_429"
  | "non_idempotent";

/** How requests are passed to the pods of a service. */
export interface ProxySettings {
  readonly balancing: Balancing;
  /** Failed attempts within `failTimeoutSeconds` after which a pod is taken out of rotation; 0 for never. */
  readonly maxFails: number;
  /** How long failures count, and how long a failed pod is then out of rotation, in seconds. */
  readonly failTimeoutSeconds: number;
  /** Timeout for connecting to a pod, in seconds. */
  readonly connectTimeoutSeconds: number;
  /** Timeout between two writes of a request, in seconds. */
  readonly sendTimeoutSeconds: number;
  /** Timeout between two reads of a response, in seconds. */
  readonly readTimeoutSeconds: number;
  /** What is retried on another pod; POST, LOCK and PATCH only with "non_idempotent". Empty: nothing. */
  readonly retryOn: readonly RetryCondition[];
  /** Attempts per request, including the first. */
  readonly tries: number;
  /** Time limit for retries, in seconds. */
  readonly retryWithinSeconds: number;
  /** Maximum request body, in MiB; a larger one gets a 413. */
  readonly maxBodyMiB: number;
  /** Idle connections to pods that each worker keeps open. */
  readonly idleConnections: number;
  /** Whether to buffer responses, so that slow clients do not block pods. */
  readonly buffering: boolean;
}

/**
 * Sources: nextjs, load balancer configuration (least_conn, 3 fails, 30 s, send and read 60 s). Its connect timeout of
 * 60 s would hold a client for a minute before the next pod is tried; 5 s is the general example for a dead server.
 * Recommended: two tries within 10 s, since unlimited retries multiply load.
 */
export const PROXY_DEFAULTS: ProxySettings = {
  balancing: "least_conn",
  maxFails: 3,
  failTimeoutSeconds: 30,
  connectTimeoutSeconds: 5,
  sendTimeoutSeconds: 60,
  readTimeoutSeconds: 60,
  retryOn: ["error", "timeout", "http_502", "http_503"],
  tries: 2,
  retryWithinSeconds: 10,
  maxBodyMiB: 10,
  idleConnections: 32,
  buffering: true,
};

type UpstreamFields = Partial<Upstream>;

type Mapping = {
  readonly [Key in keyof ProxySettings]: (value: ProxySettings[Key]) => Mapped<UpstreamFields>;
};

/** One setting, one entry: a setting without an entry does not compile. */
const PROXY: Mapping = {
  balancing: (method) => (typeof method === "string" ? byMethod(method) : byCookie(method)),
  maxFails: (count) => ({ field: { "max-fails": count }, nginx: { upstreamServer: [`max_fails=${count}`] } }),
  failTimeoutSeconds: (seconds) => ({
    field: { "fail-timeout": `${seconds}s` },
    nginx: { upstreamServer: [`fail_timeout=${seconds}s`] },
  }),
  connectTimeoutSeconds: (seconds) => ({
    field: { "connect-timeout": `${seconds}s` },
    nginx: { location: [`proxy_connect_timeout ${seconds}s;`] },
  }),
  sendTimeoutSeconds: (seconds) => ({
    field: { "send-timeout": `${seconds}s` },
    nginx: { location: [`proxy_send_timeout ${seconds}s;`] },
  }),
  readTimeoutSeconds: (seconds) => ({
    field: { "read-timeout": `${seconds}s` },
    nginx: { location: [`proxy_read_timeout ${seconds}s;`] },
  }),
  retryOn: (conditions) => {
    const text = conditions.length > 0 ? conditions.join(" ") : "off";
    return { field: { "next-upstream": text }, nginx: { location: [`proxy_next_upstream ${text};`] } };
  },
  tries: (count) => ({
    field: { "next-upstream-tries": count },
    nginx: { location: [`proxy_next_upstream_tries ${count};`] },
  }),
  retryWithinSeconds: (seconds) => ({
    field: { "next-upstream-timeout": `${seconds}s` },
    nginx: { location: [`proxy_next_upstream_timeout ${seconds}s;`] },
  }),
  maxBodyMiB: (size) => ({
    field: { "client-max-body-size": `${size}m` },
    nginx: { location: [`client_max_body_size ${size}m;`] },
  }),
  idleConnections: (count) => ({
    field: { keepalive: count },
    nginx: { upstream: count > 0 ? [`keepalive ${count};`] : [] },
  }),
  buffering: (on) => ({
    field: { buffering: on },
    nginx: { location: [`proxy_buffering ${on ? "on" : "off"};`] },
  }),
};

/** The fields of an upstream and the nginx directives that they become. */
export function mapProxy(settings: ProxySettings): Mapped<UpstreamFields> {
  const mapped = [
    PROXY.balancing(settings.balancing),
    PROXY.maxFails(settings.maxFails),
    PROXY.failTimeoutSeconds(settings.failTimeoutSeconds),
    PROXY.connectTimeoutSeconds(settings.connectTimeoutSeconds),
    PROXY.sendTimeoutSeconds(settings.sendTimeoutSeconds),
    PROXY.readTimeoutSeconds(settings.readTimeoutSeconds),
    PROXY.retryOn(settings.retryOn),
    PROXY.tries(settings.tries),
    PROXY.retryWithinSeconds(settings.retryWithinSeconds),
    PROXY.maxBodyMiB(settings.maxBodyMiB),
    PROXY.idleConnections(settings.idleConnections),
    PROXY.buffering(settings.buffering),
  ];
  return {
    field: Object.assign({}, ...mapped.map(({ field }) => field)),
    nginx: joined(mapped.map(({ nginx }) => nginx)),
  };
}

function byMethod(method: "least_conn" | "round_robin" | "ip_hash"): Mapped<UpstreamFields> {
  const nginx: Directives = method === "round_robin" ? {} : { upstream: [`${method};`] };
  return { field: { "lb-method": method }, nginx };
}

function byCookie({ cookie = "srv_id", expiresSeconds = 3600, domain, path = "/" }: StickyCookie) {
  const expires = `${expiresSeconds}s`;
  const sessionCookie = {
    enable: true,
    name: cookie,
    expires,
    path,
    httpOnly: true,
    secure: true,
    samesite: "lax" as const,
    ...(domain === undefined ? {} : { domain }),
  };
  const parameters = [cookie, `expires=${expires}`];
  if (domain !== undefined) {
    parameters.push(`domain=${domain}`);
  }
  parameters.push("httponly", "samesite=lax", "secure", `path=${path}`);
  const field: UpstreamFields = { "lb-method": "least_conn", sessionCookie };
  return { field, nginx: { upstream: ["least_conn;", `sticky cookie ${parameters.join(" ")};`] } };
}
