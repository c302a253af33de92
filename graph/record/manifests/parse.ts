import type { Document, Tags } from "yaml";
import type { Value, Values } from "../../model.ts";

/**
 * The objects in a text of Kubernetes manifests, those of lists each by itself; empty documents are left out.
 *
 * @throws Error with line and column, if the text is not YAML, or one of its documents is not an object
 */
export async function parseManifests(text: string): Promise<readonly Values[]> {
  // Few programs have such texts.
  const { parseAllDocuments } = await import("yaml");
  const documents = parseAllDocuments(text, {
    version: "1.1",
    // Kubernetes reads `yes` as true as YAML 1.1 does, and neither times, dates nor sets.
    customTags: (tags: Tags): Tags => tags.filter((tag) => typeof tag !== "object" || !isForeign(tag)),
  });
  return (Array.isArray(documents) ? documents : []).flatMap((document) => {
    const value = contentOf(document);
    return value === null ? [] : [value];
  });
}

function isForeign({ tag, format }: { readonly tag: string; readonly format?: string | undefined }): boolean {
  return format === "TIME" || /:(timestamp|binary|set|omap|pairs)$/.test(tag);
}

function contentOf(document: Document): Values | null {
  const [error] = document.errors;
  if (error) {
    throw new Error(`the manifests are not YAML: ${error.message.split("\n", 1)[0]?.replace(/:$/, "")}`);
  }
  const value = document.toJS({ maxAliasCount: 1000 }) as Value | undefined;
  if (value === null || value === undefined) {
    return null;
  }
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new Error(
      `a document of the manifests is ${Array.isArray(value) ? "a list" : `a ${typeof value}`}; expected an object`,
    );
  }
  return Object.keys(value).length === 0 ? null : (value as Values);
}
