import { responseHeaderName } from "#models/grammar/names";
import { type ArgumentChecks, argumentsOf } from "../../core/arguments.ts";
import type { WebServiceArgs } from "../web-service.ts";

/** Cache lifetime of files below a prefix, or with one of some extensions. @public */
export type SiteCaching = {
  /** Value of the Cache-Control header, such as `max-age=31536000, immutable`. */
  readonly cacheControl: string;
} & ({ readonly prefix: string } | { readonly extensions: readonly string[] });

/** Settings of an {@link nginxSite}. */
export interface NginxSiteSettings {
  /** Port to listen on. Default 80. Source: howlerops, network policies. */
  readonly port?: number;
  /** Folder of the image with the built site. Default "/usr/share/nginx/html". */
  readonly root?: string;
  /** Headers of every response, by name. Default none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Cache rules in order; the first that matches a path applies. Default none. */
  readonly caching?: readonly SiteCaching[];
  /** Cache-Control of documents, and of files without a matching rule. Default "no-store". */
  readonly documentCaching?: string;
  /** Liveness path, which has no dependencies and is not logged. Default "/healthz". */
  readonly healthPath?: string;
}

/** Arguments common to every {@link WebService} of a static site. */
export type NginxSite = Pick<WebServiceArgs, "port" | "files" | "writablePaths" | "probes">;

/**
 * A single-page application on the stock nginx image, as arguments of a WebService: unknown paths serve the
 * application, files have their cache headers, and nginx runs as an unprivileged user on a read-only file system.
 *
 * @throws ArgumentError if a header, path or rule cannot be expressed in nginx's configuration
 */
export function nginxSite(name: string, settings: NginxSiteSettings = {}): Required<NginxSite> {
  const { port = 80, healthPath = "/healthz" } = settings;
  checkSite(argumentsOf("nginxSite", name, settings), settings);
  return {
    port,
    files: { "/etc/nginx/nginx.conf": nginxConfiguration(settings) },
    writablePaths: ["/tmp"],
    // Ready means that the site exists, not only that nginx runs.
    probes: { liveness: { path: healthPath }, readiness: { path: "/index.html" } },
  };
}

/** The complete nginx.conf. Exported so that a test can serve it. @internal */
export function nginxConfiguration(settings: NginxSiteSettings): string {
  const { port = 80, root = "/usr/share/nginx/html", headers = {}, caching = [] } = settings;
  const { documentCaching = "no-store", healthPath = "/healthz" } = settings;
  // A location that adds a header inherits none, so each contains all.
  const security = headerLines(headers, " always");
  const locations = caching.map((rule) =>
    // Only for existing files: otherwise a 404 would be cached for as long.
    location(matchOf(rule), [...security, ...cacheLine(rule.cacheControl, ""), "try_files $uri =404;"]),
  );
  const documents = [...security, ...cacheLine(documentCaching, " always"), "try_files $uri /index.html;"];
  return `worker_processes auto;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;

events {
  worker_connections 1024;
}

http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  server_tokens off;
  sendfile on;
  ${TEMPORARY_PATHS.map((path) => `${path}_temp_path /tmp/${path};`).join("\n  ")}

  # The path as asked for, without a query that may hold what no log should.
  map $request_uri $request_path {
    "~^([^?]*)" $1;
  }
  log_format json escape=json '${LOG_FORMAT}';
  access_log /dev/stdout json;

  gzip on;
  gzip_vary on;
  gzip_proxied any;
  gzip_min_length 1024;
  gzip_types ${COMPRESSED_TYPES.join(" ")};

  server {
    listen ${port};
    root ${root};

    location = ${healthPath} {
      access_log off;
      default_type text/plain;
      return 200 "ok";
    }
${[...locations, location("/", documents)].join("")}  }
}
`;
}

/** Directories for nginx's buffers; its defaults are not writable here. */
const TEMPORARY_PATHS = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/** Text formats worth compressing; images and fonts are already compressed. */
const COMPRESSED_TYPES = [
  "application/javascript",
  "application/json",
  "application/manifest+json",
  "image/svg+xml",
  "text/css",
  "text/javascript",
  "text/plain",
];

const LOG_FORMAT = [
  ["time", "$time_iso8601"],
  ["request_id", "$http_x_request_id"],
  ["method", "$request_method"],
  ["path", "$request_path"],
  ["status", "$status"],
  ["bytes", "$body_bytes_sent"],
  ["seconds", "$request_time"],
]
  .map(([key, variable], index) => `${index === 0 ? "{" : ","}"${key}":"${variable}"`)
  .join("")
  .concat("}");

function location(match: string, lines: readonly string[]): string {
  return `\n    location ${match} {\n${lines.map((line) => `      ${line}\n`).join("")}    }\n`;
}

/** A prefix takes precedence over patterns (`^~`); otherwise an image below /assets/ would get the images' lifetime. */
function matchOf(rule: SiteCaching): string {
  return "prefix" in rule ? `^~ ${rule.prefix}` : `~* \\.(${rule.extensions.join("|")})$`;
}

function cacheLine(cacheControl: string, always: string): string[] {
  return headerLines({ "Cache-Control": cacheControl }, always);
}

/** @param always ` always` to include errors; empty for successful responses only */
function headerLines(headers: Readonly<Record<string, string>>, always: string): string[] {
  return Object.entries(headers).map(
    ([name, value]) => `add_header ${name} "${value.replaceAll('"', '\\"')}"${always};`,
  );
}

function checkSite(checks: ArgumentChecks, settings: NginxSiteSettings): void {
  const { headers = {}, caching = [], documentCaching, healthPath, root } = settings;
  checks.whole("port", settings.port, 1, 65535);
  checks.matches("root", root, /^(\/[\w.-]+)+$/, "absolute paths");
  checks.matches("healthPath", healthPath, /^(\/[\w.-]+)+$/, 'paths such as "/healthz"');
  checks.that(healthPath !== "/index.html", "healthPath", healthPath, "paths other than /index.html");
  const value = /^[^\r\n$\\]+$/;
  const allowed = "one line without $ and \\ (nginx would read them)";
  for (const [header, content] of Object.entries(headers)) {
    checks.matches("headers", header, /^[A-Za-z0-9-]+$/, "header names");
    checks.valid("headers", header, responseHeaderName);
    checks.matches(`headers.${header}`, content, value, allowed);
  }
  checks.matches("documentCaching", documentCaching, value, allowed);
  for (const rule of caching) {
    checks.matches("caching.cacheControl", rule.cacheControl, value, allowed);
    if ("prefix" in rule) {
      checks.matches("caching.prefix", rule.prefix, /^(\/[\w.-]+)+\/$/, 'prefixes such as "/assets/"');
    } else {
      const endings = rule.extensions.length > 0 && rule.extensions.every((each) => /^[a-z0-9]+$/.test(each));
      checks.that(endings, "caching.extensions", rule.extensions, "endings without a dot");
    }
  }
}
