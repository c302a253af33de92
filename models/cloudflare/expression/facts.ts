import type { Facts } from "./evaluate.ts";

/** A request as a visitor sends it. @public */
export interface EdgeRequest {
  /** Absolute URL. */
  readonly url: string;
  /** Default "GET". */
  readonly method?: string;
  /** Header names in any case. Default none. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly client?: {
    /** Default 192.0.2.1, a documentation address. */
    readonly address?: string;
    /** ISO 3166-1, two letters. Default "US". */
    readonly country?: string;
    readonly asn?: number;
    /** Whether Cloudflare has verified it as a good bot. Default false. */
    readonly verifiedBot?: boolean;
    /** 1 (certainly automated) to 99 (certainly human). Default: not scored. */
    readonly botScore?: number;
    /** Whether bot detection takes it for automated, as webhooks and monitors are. Default: it does not. */
    readonly automated?: "definitely" | "likely";
  };
  /** Results of Cloudflare's detections. Default: no detections. */
  readonly detection?: {
    readonly attackClass?: "attack" | "likely_attack" | "likely_clean" | "clean";
    /** 1 (certainly an attack) to 99 (certainly clean). */
    readonly attackScore?: number;
    readonly leakedPassword?: boolean;
  };
}

/**
 * A request's fields by their names in the rules language, with the URL normalized as in every zone of this library.
 */
export function factsOf(request: EdgeRequest): Facts {
  const url = new URL(request.url);
  url.pathname = normalise(url.pathname);
  const headers: Record<string, string[]> = { host: [url.host] };
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const key = name.toLowerCase();
    headers[key] = [...(key === "host" ? [] : (headers[key] ?? [])), value];
  }
  const args: Record<string, string[]> = {};
  for (const [name, value] of url.searchParams) {
    args[name] = [...(args[name] ?? []), value];
  }
  const query = url.search.replace(/^\?/, "");
  const client = request.client ?? {};
  const detection = request.detection ?? {};
  return {
    "http.host": url.host,
    "http.cookie": (headers["cookie"] ?? []).join("; "),
    "http.referer": headers["referer"]?.[0] ?? "",
    "http.user_agent": headers["user-agent"]?.[0] ?? "",
    "http.x_forwarded_for": headers["x-forwarded-for"]?.[0] ?? "",
    "http.request.method": request.method ?? "GET",
    "http.request.uri": query === "" ? url.pathname : `${url.pathname}?${query}`,
    "http.request.full_uri": `${url.protocol}//${url.host}${url.pathname}${url.search}`,
    "http.request.uri.path": url.pathname,
    "http.request.uri.path.extension": extensionOf(url.pathname),
    "http.request.uri.query": query,
    "raw.http.request.uri.path": new URL(request.url).pathname,
    "http.request.version": "HTTP/2",
    "http.request.uri.args": args,
    "http.request.headers": headers,
    "http.request.cookies": cookies(headers["cookie"] ?? []),
    "ip.src": client.address ?? "192.0.2.1",
    "ip.src.country": client.country ?? "US",
    "ip.geoip.country": client.country ?? "US",
    "ip.src.asnum": client.asn ?? 0,
    "ip.geoip.asnum": client.asn ?? 0,
    "cf.client.bot": client.verifiedBot ?? false,
    "cf.bot_management.verified_bot": client.verifiedBot ?? false,
    "cf.bot_management.score": client.botScore,
    "cf.waf.score": detection.attackScore ?? 100,
    "cf.waf.score.class": detection.attackClass ?? "clean",
    "cf.waf.credential_check.password_leaked": detection.leakedPassword ?? false,
    "cf.threat_score": 0,
    "cf.tls_client_auth.cert_presented": false,
    "cf.tls_client_auth.cert_verified": false,
    ssl: url.protocol === "https:",
  };
}

/**
 * Normalizes equivalent paths: dot segments and backslashes, which `URL` has already resolved, repeated slashes, and
 * percent-encoding of characters that need none. Source: Cloudflare docs, URL normalization, Cloudflare type.
 */
function normalise(path: string): string {
  const decoded = path.replaceAll(/%[0-9A-Fa-f]{2}/g, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : code.toUpperCase();
  });
  return decoded.replaceAll(/\/{2,}/g, "/");
}

/** As Cloudflare defines it: after the last dot, lower case; a leading dot of the last segment does not start one. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/^\./, "");
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
}

function cookies(headers: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const pair of headers.join("; ").split("; ")) {
    const equals = pair.indexOf("=");
    if (equals > 0) {
      const name = pair.slice(0, equals);
      found[name] = [...(found[name] ?? []), pair.slice(equals + 1)];
    }
  }
  return found;
}
