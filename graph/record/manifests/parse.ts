import type { Values } from "../../model.ts";

/**
 * The objects in a text of Kubernetes manifests; empty ones are left out.
 *
 * @throws Error with the line, if the text is not YAML, or one of its documents is not an object
 */
export async function parseManifests(text: string): Promise<readonly Values[]> {
  // Few programs have such texts.
  const { yamlDocuments } = await import("../../yaml-documents.ts");
  return yamlDocuments(text).flatMap((document) => {
    if (typeof document !== "object" || document === null || Array.isArray(document)) {
      const found = Array.isArray(document) ? "a list" : `a ${typeof document}`;
      throw new Error(`a document of the manifests is ${found}; expected an object`);
    }
    return Object.keys(document).length === 0 ? [] : [document as Values];
  });
}
