import { bypassed, cached, neverStored } from "#components/edge/rules/caching/cache";
import { cacheControl, MEDIA, NEVER_STORED, VERSIONED } from "#components/edge/rules/caching/lifetime";
import { DOCUMENTS, FONTS, IMAGES } from "#components/edge/rules/matching";
import type { ZoneRule } from "#components/edge/rules/rule";

/** What the edge keeps. Source: howlerops, CDN caching. */
export function edgeCaching(): Readonly<Record<string, ZoneRule>> {
  return {
    assets: cached({ paths: ["/assets/"], lifetime: VERSIONED, tags: ["assets"] }),
    media: cached({
      extensions: [...IMAGES, ...FONTS],
      except: ["/assets/"],
      lifetime: MEDIA,
      label: "images, fonts",
      tags: ["media"],
    }),
    html: neverStored({ extensions: DOCUMENTS, except: ["/api/"], label: "HTML" }),
    api: bypassed({ paths: ["/api/", "/health"] }),
  };
}

/** What the frontend tells browsers to keep: the same as the edge. */
export const SITE_CACHING = {
  caching: [
    { prefix: "/assets/", cacheControl: cacheControl(VERSIONED) },
    { extensions: [...IMAGES, ...FONTS], cacheControl: cacheControl(MEDIA) },
  ],
  documentCaching: NEVER_STORED,
} as const;
