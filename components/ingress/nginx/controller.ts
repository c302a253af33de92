import type { NginxConfigEntries } from "./config-keys.ts";
import { type Directives, joined, type Mapped } from "./directives.ts";

/** Settings for all hosts of a controller. */
export interface ControllerSettings {
  /** Allowed TLS versions of clients. */
  readonly tlsVersions: readonly ("TLSv1.2" | "TLSv1.3")[];
  /** Ciphers for TLS 1.2, by OpenSSL's names; TLS 1.3 brings its own. */
  readonly ciphers: readonly string[];
  /** Ranges of proxies that are trusted to report the client's address. */
  readonly trustedProxies: readonly string[];
  /** Header with the client's address. */
  readonly clientAddressHeader: string;
  /**
   * Source of a request's id, which is in its log line, its response and the request to the service: "here", or
   * "load-balancer" for the trace that Google's load balancers add to every request.
   */
  readonly requestIds: "here" | "load-balancer";
  /** Keep-alive timeout of idle client connections, in seconds. */
  readonly keepAliveSeconds: number;
  /** Paths excluded from the access log. */
  readonly unloggedPaths: readonly string[];
  /** Media types to compress besides text/html. */
  readonly compressedTypes: readonly string[];
  /** Maximum time that connections of an old configuration are kept after a reload, in seconds. */
  readonly drainSeconds: number;
}

/**
 * Sources: howlerops, SSL/TLS (1.2 and 1.3, no weak ciphers); Mozilla, Server Side TLS 5.7, intermediate, without the
 * ciphers that lack forward secrecy by elliptic curves; nextjs, health check without log.
 */
export const CONTROLLER_DEFAULTS: Omit<ControllerSettings, "trustedProxies"> = {
  tlsVersions: ["TLSv1.2", "TLSv1.3"],
  ciphers: [
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
  ],
  clientAddressHeader: "CF-Connecting-IP",
  requestIds: "here",
  // nginx' own.
  keepAliveSeconds: 75,
  unloggedPaths: ["/health", "/healthz", "/health/live", "/health/ready"],
  compressedTypes: [
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/xml",
    "image/svg+xml",
    "text/css",
    "text/javascript",
    "text/plain",
    "text/xml",
  ],
  drainSeconds: 3600,
};

type Entries = NginxConfigEntries;

type Mapping = {
  readonly [Key in keyof ControllerSettings]: (value: ControllerSettings[Key]) => Mapped<Entries>;
};

/** One setting, one entry of the controller's ConfigMap. Directives without a key are snippets. */
const CONTROLLER: Mapping = {
  // Without the key the template emits nothing, and nginx's default is used.
  tlsVersions: (versions) => ({
    field: { "ssl-protocols": versions.join(" ") },
    nginx: { http: [`ssl_protocols ${versions.join(" ")};`] },
  }),
  ciphers: (ciphers) => ({
    field: { "ssl-ciphers": ciphers.join(":"), "ssl-prefer-server-ciphers": "False" },
    nginx: { http: [`ssl_ciphers "${ciphers.join(":")}";`] },
  }),
  trustedProxies: (ranges) => ({
    field: { "set-real-ip-from": ranges.join(",") },
    nginx: { server: ranges.map((range) => `set_real_ip_from ${range};`) },
  }),
  clientAddressHeader: (header) => ({
    field: { "real-ip-header": header },
    nginx: { server: [`real_ip_header ${header};`] },
  }),
  requestIds: (where) => {
    // Other values that a client sends in the header are not accepted as an id.
    const trace = where === "here" ? "" : '"~^(?<trace>[0-9a-f]{32})(/|$)" $trace; ';
    const http = [`map $http_x_cloud_trace_context $request_identity { ${trace}default $request_id; }`];
    const location = [
      "proxy_set_header X-Request-ID $request_identity;",
      "proxy_hide_header X-Request-ID;",
      "add_header X-Request-ID $request_identity always;",
    ];
    return { field: snippets({ http, location }), nginx: { http, location } };
  },
  keepAliveSeconds: (seconds) => ({
    field: { "keepalive-timeout": `${seconds}s` },
    nginx: { server: [`keepalive_timeout ${seconds}s;`] },
  }),
  unloggedPaths: (paths) => {
    const http = [
      `map $request_uri $logged { ${paths.map((path) => `"~^${escaped(path)}(\\?|$)" 0;`).join(" ")} default 1; }`,
    ];
    const server = ["access_log /dev/stdout main if=$logged;"];
    return { field: snippets({ http, server }), nginx: { http, server } };
  },
  compressedTypes: (types) => {
    const http = [
      "gzip on;",
      "gzip_vary on;",
      // Requests arrive through proxies, for which nginx compresses nothing by default.
      "gzip_proxied any;",
      "gzip_comp_level 5;",
      "gzip_min_length 1024;",
      `gzip_types ${types.join(" ")};`,
    ];
    return { field: snippets({ http }), nginx: { http } };
  },
  drainSeconds: (seconds) => ({
    field: { "worker-shutdown-timeout": `${seconds}s` },
    nginx: {},
  }),
};

/** The requested path: nginx's own variable contains an internal location if a route has two targets. */
const REQUEST_PATH = 'map $request_uri $request_path { "~^([^?]*)" $1; }';

/** Constant entries. */
const FIXED: Mapped<Entries> = {
  field: {
    "server-tokens": "False",
    http2: "True",
    "log-format": logLine(),
    "log-format-escaping": "json",
    ...snippets({ http: [REQUEST_PATH] }),
  },
  nginx: {
    server: ["server_tokens off;", "http2 on;"],
    http: [REQUEST_PATH, `log_format main escape=json '${logLine()}';`],
  },
};

/** The entries of the controller's ConfigMap, and the nginx directives that they become. */
export function mapController(settings: ControllerSettings): Mapped<Entries> {
  const mapped = [
    FIXED,
    CONTROLLER.tlsVersions(settings.tlsVersions),
    CONTROLLER.ciphers(settings.ciphers),
    CONTROLLER.trustedProxies(settings.trustedProxies),
    CONTROLLER.clientAddressHeader(settings.clientAddressHeader),
    CONTROLLER.requestIds(settings.requestIds),
    CONTROLLER.keepAliveSeconds(settings.keepAliveSeconds),
    CONTROLLER.unloggedPaths(settings.unloggedPaths),
    CONTROLLER.compressedTypes(settings.compressedTypes),
    CONTROLLER.drainSeconds(settings.drainSeconds),
  ];
  return {
    field: mapped.reduce<Entries>((entries, { field }) => merged(entries, field), {}),
    nginx: joined(mapped.map(({ nginx }) => nginx)),
  };
}

function snippets({ http, server, location }: Directives): Entries {
  return {
    ...(http ? { "http-snippets": http.join("\n") } : {}),
    ...(server ? { "server-snippets": server.join("\n") } : {}),
    ...(location ? { "location-snippets": location.join("\n") } : {}),
  };
}

/** Snippets of several settings are concatenated; every other key belongs to one setting. */
function merged(entries: Entries, more: Entries): Entries {
  const result: Record<string, string> = { ...entries };
  for (const [key, value] of Object.entries(more)) {
    const before = result[key];
    result[key] = before !== undefined && key.endsWith("-snippets") ? `${before}\n${value}` : value;
  }
  return result;
}

function escaped(path: string): string {
  return path.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** One line of JSON per request, with the fields for latency and error panels. */
function logLine(): string {
  const fields = {
    time: "$time_iso8601",
    id: "$request_identity",
    client: "$remote_addr",
    method: "$request_method",
    host: "$host",
    path: "$request_path",
    status: "$status",
    bytes: "$body_bytes_sent",
    seconds: "$request_time",
    upstream: "$upstream_addr",
    upstreamStatus: "$upstream_status",
    upstreamSeconds: "$upstream_response_time",
    cache: "$upstream_cache_status",
    ray: "$http_cf_ray",
    agent: "$http_user_agent",
  };
  return JSON.stringify(fields);
}
