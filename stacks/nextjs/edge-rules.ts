import { cachedByType } from "#components/edge/rules/caching/by-type";
import { bypassed, cached } from "#components/edge/rules/caching/cache";
import { LIFETIMES_BY_TYPE, VERSIONED } from "#components/edge/rules/caching/lifetime";
import { fontCors } from "#components/edge/rules/responses/cors";
import type { ZoneRule } from "#components/edge/rules/rule";

/**
 * What the edge keeps, and who may load fonts. Source: nextjs, CDN.
 *
 * @param assets host of the assets
 */
export function edgeRules(assets: string): Readonly<Record<string, ZoneRule>> {
  return {
    api: bypassed({ paths: ["/api/"], except: ["/api/images/"], label: "/api/*" }),
    build: cached({
      paths: ["/_next/static/"],
      lifetime: VERSIONED,
      label: "hashed assets",
      tags: ["assets"],
    }),
    ...cachedByType(["css", "js", "images", "fonts"], { except: ["/_next/static/", "/api/"] }),
    imageApi: cached({
      paths: ["/api/images/"],
      lifetime: LIFETIMES_BY_TYPE.images,
      label: "image API",
    }),
    hashedImages: cached({
      paths: ["/api/images/sha256-"],
      lifetime: VERSIONED,
      label: "hashed images",
    }),
    fontCors: fontCors({ hosts: [assets] }),
  };
}
