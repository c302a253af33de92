import { parseAllDocuments, type Tags } from "yaml";

/** Tags of YAML 1.1 that Kubernetes' decoder leaves as text: numbers such as `1:30`, and dates. */
const TEXT = /^tag:yaml\.org,2002:timestamp$/;

/**
 * The documents of a YAML text as Kubernetes reads them: YAML 1.1, in which `on` and `yes` are true and `0755` is octal,
 * but without its base-60 numbers and dates
 * ([sigs.k8s.io/yaml](https://github.com/kubernetes-sigs/yaml), go-yaml 2). Empty documents are left out.
 *
 * @throws Error with the line of what is not YAML
 */
export function yamlDocuments(text: string): unknown[] {
  const documents = parseAllDocuments(text, {
    version: "1.1",
    merge: true,
    customTags: (tags: Tags) =>
      tags.filter(
        (tag) =>
          typeof tag === "string" || !(TEXT.test(tag.tag) || ("format" in tag && tag.format === "TIME")),
      ),
  });
  // An empty text is an empty stream.
  return ("empty" in documents ? [] : documents).flatMap((document) => {
    const [broken] = document.errors;
    if (broken) {
      const line = broken.linePos?.[0].line;
      throw new Error(
        `invalid YAML${line ? ` in line ${line}` : ""}: ${broken.message.split(" at line")[0]}`,
      );
    }
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return value === null || value === undefined ? [] : [value];
  });
}
