import { isNode } from "yaml";
import { z } from "zod";
import { explainIssues } from "#infra/config/explain";
import { formatPath } from "#infra/config/mistakes";
import { readTextFile } from "#models/documents/text-file";
import { parseYaml } from "#models/documents/yaml-document";
import { UsageError } from "../errors.ts";

/** What strata reads of Pulumi.yaml; other keys are the Pulumi CLI's. */
const SCHEMA = z.object({
  name: z.string().min(1).describe("name of the project, such as shop"),
  main: z.string().describe("path of the program").exactOptional(),
  runtime: z
    .union([
      z.string(),
      z.object({
        name: z.string(),
        options: z.object({ typescript: z.unknown().optional() }).exactOptional(),
      }),
    ])
    .exactOptional(),
  stackConfigDir: z.string().describe("directory of the stack files").exactOptional(),
  config: z.unknown().optional(),
});

/** A project's Pulumi.yaml. */
export type ProjectFile = z.infer<typeof SCHEMA>;

/**
 * Reads a project's Pulumi.yaml.
 *
 * @param name how errors name the file
 * @throws DocumentError if it is no YAML text
 * @throws UsageError with a line for each mistake
 */
export function readProjectFile(path: string, name: string): ProjectFile {
  const { document, value, lineAt } = parseYaml(readTextFile(path, name), name);
  const result = SCHEMA.safeParse(value);
  if (result.success) {
    return result.data;
  }
  if (typeof value !== "object" || value === null) {
    throw new UsageError(`${name}:1  is no mapping, expected keys such as name and runtime`);
  }
  const lines = explainIssues(SCHEMA, value, result.error.issues).map(({ path: keys, problem }) => {
    const node = document.getIn(keys, true);
    const line = isNode(node) && node.range ? lineAt(node.range[0]) : 1;
    return `${name}:${line}  ${formatPath(keys)}  ${problem}`;
  });
  throw new UsageError(lines.join("\n"));
}
