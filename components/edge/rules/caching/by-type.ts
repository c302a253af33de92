import { argumentsOf } from "../../../core/arguments.ts";
import { DOCUMENTS, FONTS, IMAGES, type RequestMatch } from "../matching.ts";
import type { ZoneRule } from "../rule.ts";
import { cached } from "./cache.ts";
import { LIFETIMES_BY_TYPE } from "./lifetime.ts";

const EXTENSIONS = {
  html: DOCUMENTS,
  css: ["css"],
  js: ["js", "mjs"],
  images: IMAGES,
  fonts: FONTS,
} as const satisfies Partial<Record<keyof typeof LIFETIMES_BY_TYPE, readonly string[]>>;

/** @public */
export type AssetType = keyof typeof EXTENSIONS;

/**
 * The documented lifetime of each type of asset, one zone rule per type, to spread into a zone's rules: `rules: {
 * ...cachedByType(["css", "js"]), … }`. Rules for versioned names and bypasses beside it take precedence.
 *
 * @param types default: all but HTML, which by default is personal to logged-in users
 * @param match hosts and paths to which they are limited. Default: everywhere
 */
export function cachedByType(
  types: readonly AssetType[] = ["css", "js", "images", "fonts"],
  match: Omit<RequestMatch, "extensions"> = {},
): Readonly<Record<string, ZoneRule>> {
  argumentsOf("cachedByType", "", { types, match });
  return Object.fromEntries(
    types.map((type) => [
      type,
      cached({ ...match, extensions: EXTENSIONS[type], lifetime: LIFETIMES_BY_TYPE[type], label: type }),
    ]),
  );
}
