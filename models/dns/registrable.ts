import { createRequire } from "node:module";
import type * as tldts from "tldts";

let library: typeof tldts | undefined;

/**
 * The domain that a registrar sells for a name, such as `example.co.uk` for `www.example.co.uk`: one label more than a
 * public suffix. Undefined for a public suffix itself. Names under suffixes that are not listed, such as `.internal`,
 * count as if their last label were one. Source: publicsuffix.org, both of its parts, as of the installed `tldts`.
 */
export function registrableDomain(name: string): string | undefined {
  // The list takes a while to load, and most commands need no name from it.
  library ??= createRequire(import.meta.url)("tldts") as typeof tldts;
  return library.getDomain(name, { allowPrivateDomains: true }) ?? undefined;
}
