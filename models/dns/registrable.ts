import { createRequire } from "node:module";
import type * as tldts from "tldts";

/** A label below a generic top-level domain. Of the public suffixes of this form, nobody has a zone but their owners. */
const PLAIN = /^[a-z0-9-]+\.(com|net|org|app|dev|info|biz|cloud|tech|shop|site|online|example)$/;

let library: typeof tldts | undefined;

/**
 * The domain that a registrar sells for a name, such as `example.co.uk` for `www.example.co.uk`: one label more than a
 * public suffix. Undefined for a public suffix itself. Names under suffixes that are not listed, such as `.internal`,
 * count as if their last label were one. Source: publicsuffix.org, both of its parts, as of the installed `tldts`.
 */
export function registrableDomain(name: string): string | undefined {
  // The list takes as long to load as many rules take together, so that the plain case does without it.
  if (PLAIN.test(name)) {
    return name;
  }
  library ??= createRequire(import.meta.url)("tldts") as typeof tldts;
  return library.getDomain(name, { allowPrivateDomains: true }) ?? undefined;
}
