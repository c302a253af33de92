import { extensionOf } from "../expression/facts.ts";
import type { PlannedRule } from "./plan.ts";
import { entries, isList, number, table, text } from "./values.ts";

/** How the edge's cache handles a request. */
export interface CacheDecision {
  /** Whether the response may be served from the cache, and whether it may be stored. */
  readonly stored: boolean;
  /** How long the edge may use the copy, in seconds; 0 if nothing is stored. */
  readonly edgeSeconds: number;
  /** The Cache-Control header that the visitor receives; undefined when there is none. */
  readonly cacheControl: string | undefined;
  readonly tags: readonly string[];
  /** `ref` of the deciding rule; undefined if the edge's defaults decide. */
  readonly decidedBy: string | undefined;
}

/** Extensions that the edge caches by default. Source: Cloudflare docs, default cache behavior. */
const DEFAULT_EXTENSIONS = new Set(
  (
    "7z avi avif apk bin bmp bz2 class css csv doc docx dmg ejs eot eps exe flac gif gz ico iso jar jpg jpeg js " +
    "mid midi mkv mp3 mp4 ogg otf pdf pict pls png ppt pptx ps rar svg svgz swf tar tif tiff ttf webm webp woff " +
    "woff2 xls xlsx zip zst"
  ).split(" "),
);

/** Default lifetime of a 200 response. Source: Cloudflare docs, default cache behavior, edge TTL. */
const DEFAULT_SECONDS = 7200;

/** The provider's name of a directive to the header's. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  public: "public",
  private: "private",
  maxAge: "max-age",
  sMaxage: "s-maxage",
  staleWhileRevalidate: "stale-while-revalidate",
  staleIfError: "stale-if-error",
  noCache: "no-cache",
  noStore: "no-store",
  mustRevalidate: "must-revalidate",
  proxyRevalidate: "proxy-revalidate",
  immutable: "immutable",
};

/** Directive to its value; true for those without one. */
type Directives = ReadonlyMap<string, number | true>;

/**
 * Combines the matching cache rules, in order: each overrides the settings that it contains, so the last one wins.
 *
 * @param requestRules of http_request_cache_settings that match
 * @param responseRules of http_response_cache_settings that match; they override the former
 * @param origin Cache-Control header of the origin's response
 */
export function decideCache(
  request: { readonly method: string; readonly path: string },
  requestRules: readonly PlannedRule[],
  responseRules: readonly PlannedRule[],
  origin: string | undefined,
): CacheDecision {
  const decisive = requestRules.findLast(({ parameters }) => typeof parameters["cache"] === "boolean");
  const chosen = decisive?.parameters["cache"] ?? DEFAULT_EXTENSIONS.has(extensionOf(request.path));
  const eligible = chosen === true && (request.method === "GET" || request.method === "HEAD");

  const sent = parseControl(origin);
  const browser = override(requestRules, "browserTtl");
  if (eligible && browser !== undefined) {
    sent.set("max-age", browser);
  }
  const atEdge = new Map(sent);
  const edge = override(requestRules, "edgeTtl");
  if (edge !== undefined) {
    atEdge.set("s-maxage", edge);
    // An override ignores what the origin forbids; response rules may forbid it again.
    for (const name of ["no-store", "no-cache", "private"]) {
      atEdge.delete(name);
    }
  }
  applyControl(responseRules, sent, atEdge, edge !== undefined);

  const lifetime = atEdge.get("s-maxage") ?? atEdge.get("max-age") ?? DEFAULT_SECONDS;
  const forbidden = atEdge.has("no-store") || atEdge.has("private") || atEdge.has("no-cache");
  const stored = eligible && !forbidden && lifetime !== 0;
  const refused = responseRules.findLast(({ parameters }) => isSet(parameters["noStore"]));
  return {
    stored,
    edgeSeconds: stored && typeof lifetime === "number" ? lifetime : 0,
    cacheControl: printControl(sent),
    tags: tagsOf(responseRules),
    decidedBy: (eligible && forbidden ? refused : decisive)?.ref,
  };
}

function override(rules: readonly PlannedRule[], kind: "edgeTtl" | "browserTtl"): number | undefined {
  const last = rules.findLast(({ parameters }) => table(parameters[kind]) !== undefined);
  const setting = table(last?.parameters[kind]);
  return setting?.["mode"] === "override_origin" ? number(setting["default"]) : undefined;
}

function applyControl(
  rules: readonly PlannedRule[],
  sent: Map<string, number | true>,
  atEdge: Map<string, number | true>,
  edgeOverridden: boolean,
): void {
  for (const { action, parameters } of rules) {
    if (action !== "set_cache_control") {
      continue;
    }
    for (const [key, value] of entries(parameters)) {
      const directive = DIRECTIVES[key];
      if (directive === undefined) {
        continue;
      }
      const operation = table(value) ?? {};
      const targets = operation["cloudflareOnly"] === true ? [atEdge] : [sent, atEdge];
      for (const target of targets) {
        if (operation["operation"] === "set") {
          target.set(directive, number(operation["value"]) ?? true);
        } else if (!(target === atEdge && directive === "s-maxage" && edgeOverridden)) {
          // Removing the header's s-maxage leaves the lifetime that the cache rule set.
          target.delete(directive);
        }
      }
      if (directive === "max-age" && operation["operation"] === "set" && !isSet(parameters["sMaxage"])) {
        // Without a separate lifetime the edge uses the browsers'.
        atEdge.delete("s-maxage");
      }
    }
  }
}

function tagsOf(rules: readonly PlannedRule[]): string[] {
  const tags = new Set<string>();
  for (const { action, parameters } of rules) {
    const values = isList(parameters["values"]) ? parameters["values"].map((each) => text(each) ?? "") : [];
    if (action !== "set_cache_tags") {
      continue;
    }
    if (parameters["operation"] === "set") {
      tags.clear();
    }
    for (const tag of values) {
      parameters["operation"] === "remove" ? tags.delete(tag) : tags.add(tag);
    }
  }
  return [...tags];
}

function isSet(directive: unknown): boolean {
  return table(directive)?.["operation"] === "set";
}

function parseControl(header: string | undefined): Map<string, number | true> {
  const parts = (header ?? "").split(",").map((part) => part.trim().toLowerCase());
  return new Map(
    parts
      .filter((part) => part !== "")
      .map((part) => {
        const [name = "", value] = part.split("=");
        return [name, value === undefined ? true : Number(value)];
      }),
  );
}

/** In the usual order of directives. */
function printControl(directives: Directives): string | undefined {
  const order = Object.values(DIRECTIVES);
  const parts = [...directives]
    .sort(([left], [right]) => order.indexOf(left) - order.indexOf(right))
    .map(([name, value]) => (value === true ? name : `${name}=${value}`));
  return parts.length > 0 ? parts.join(", ") : undefined;
}
