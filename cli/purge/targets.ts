import { UsageError } from "../shared/errors.ts";

/** Targets to purge from the edge's cache. */
export interface PurgeTargets {
  /** Full URLs as visitors ask for them, path in its own case, without wildcards. */
  readonly urls?: readonly string[];
  /** Cache tags. */
  readonly tags?: readonly string[];
  /** Deployed versions; each is purged by its {@link versionTag}. */
  readonly versions?: readonly string[];
  /** Host names. */
  readonly hosts?: readonly string[];
  /** Beginnings of URLs without a scheme, such as `example.com/images/`. */
  readonly prefixes?: readonly string[];
  /** The whole zone: every next request of every visitor goes to the origin. */
  readonly everything?: boolean;
}

/** The body of one purge request. */
export type PurgeBatch =
  | { readonly files: readonly string[] }
  | { readonly tags: readonly string[] }
  | { readonly hosts: readonly string[] }
  | { readonly prefixes: readonly string[] }
  | { readonly purge_everything: true };

/** How much the API takes. Source: Cloudflare docs, purge cache, limits (2026-07-29). */
export interface PurgeLimits {
  /** URLs in one request. */
  readonly urls: number;
  /** Tags, hosts or prefixes in one request. */
  readonly items: number;
  /** Requests a second on average, over the whole account. */
  readonly perSecond: number;
  /** Requests that may be sent at once before the average counts. */
  readonly burst: number;
}

export const PURGE_LIMITS: Readonly<Record<"free" | "pro" | "business" | "enterprise", PurgeLimits>> = {
  free: { urls: 100, items: 100, perSecond: 5 / 60, burst: 25 },
  pro: { urls: 100, items: 100, perSecond: 5, burst: 25 },
  business: { urls: 100, items: 100, perSecond: 10, burst: 50 },
  enterprise: { urls: 500, items: 100, perSecond: 50, burst: 500 },
};

/** The tag that responses of a deployed version carry, so that a version can be purged as a whole. */
export function versionTag(version: string): string {
  return `version-${version}`;
}

/**
 * The requests that purge all targets, each within the API's size.
 *
 * @throws UsageError for targets that the API would refuse or silently miss, all of them at once
 */
export function batchesOf(targets: PurgeTargets, limits: PurgeLimits): PurgeBatch[] {
  const { urls = [], hosts = [], prefixes = [] } = targets;
  const tags = [...(targets.tags ?? []), ...(targets.versions ?? []).map(versionTag)];
  const named = urls.length + tags.length + hosts.length + prefixes.length;
  const mistakes = [
    ...urls
      .filter((url) => !isVisitorUrl(url))
      .map((url) => `"${url}" is not a full http(s) URL without wildcards`),
    ...tags
      .filter((tag) => !/^[!-+\--~]{1,1024}$/.test(tag))
      .map((tag) => `tag "${tag}" has spaces, commas or more than 1024 characters`),
    ...hosts.filter((host) => !/^[A-Za-z0-9.-]+$/.test(host)).map((host) => `"${host}" is not a host name`),
    ...prefixes
      .filter((prefix) => prefix.includes("://") || prefix.includes("*"))
      .map((prefix) => `prefix "${prefix}" has a scheme or a wildcard`),
    ...(targets.everything && named > 0 ? ["everything already covers the other targets"] : []),
    ...(!targets.everything && named === 0
      ? ["nothing to purge; name URLs, tags, versions, hosts or prefixes"]
      : []),
  ];
  if (mistakes.length > 0) {
    throw new UsageError(mistakes.join("\n"));
  }
  if (targets.everything) {
    return [{ purge_everything: true }];
  }
  return [
    ...chunks(urls, limits.urls).map((files) => ({ files })),
    ...chunks(tags, limits.items).map((some) => ({ tags: some })),
    ...chunks(hosts, limits.items).map((some) => ({ hosts: some })),
    ...chunks(prefixes, limits.items).map((some) => ({ prefixes: some })),
  ];
}

/** `3 URLs`, `1 tag`, `everything`. */
export function describeBatch(batch: PurgeBatch): string {
  if ("purge_everything" in batch) {
    return "everything";
  }
  const [[kind, items] = ["", []]] = Object.entries(batch);
  const nouns: Record<string, string> = { files: "URL", tags: "tag", hosts: "host", prefixes: "prefix" };
  const noun = nouns[kind] ?? kind;
  const plural = noun === "prefix" ? "prefixes" : `${noun}s`;
  return `${items.length} ${items.length === 1 ? noun : plural}`;
}

/** The targets of a batch. */
export function itemsOf(batch: PurgeBatch): readonly string[] {
  return "purge_everything" in batch ? ["everything"] : (Object.values(batch)[0] ?? []);
}

function isVisitorUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && !url.includes("*");
}

function chunks(items: readonly string[], size: number): string[][] {
  const unique = [...new Set(items)];
  return Array.from({ length: Math.ceil(unique.length / size) }, (_, index) =>
    unique.slice(index * size, (index + 1) * size),
  );
}
