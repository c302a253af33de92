import { formatPath } from "#infra/config/mistakes";
import { UsageError } from "../errors.ts";
import { areSiblings, type StackFiles } from "./slices.ts";
import type { StackFile } from "./stack-file.ts";

/** A setting that names something which only one stack may build in. */
interface ExclusiveResource {
  /** Configuration key, and the member in it. */
  readonly path: readonly [key: string, member?: string];
  readonly label: string;
}

const EXCLUSIVE_RESOURCES: readonly ExclusiveResource[] = [
  // Ruleset phases and zone settings exist once in a zone.
  { path: ["strata:domain"], label: "Cloudflare zone" },
  // So do the audit configuration, the image registry and the service agents of a project.
  { path: ["strata:google", "project"], label: "Google Cloud project" },
];

/**
 * Fails if another stack's file names the same Cloudflare zone or Google Cloud project: the two stacks would overwrite
 * each other's singletons. Slices of one system count as one owner: its program determines which of them creates what.
 *
 * @throws UsageError naming both files, and the settings that they share
 */
export function assertExclusiveResources(files: StackFiles, stack: string): void {
  const own = files.get(stack);
  for (const [name, other] of files) {
    if (!own || name === stack || areSiblings(own, other)) {
      continue;
    }
    const shared = EXCLUSIVE_RESOURCES.filter(({ path }) => isSame(own, other, path));
    if (shared.length > 0) {
      throw new UsageError(shared.map((resource) => describe(resource, own, other)).join("\n"));
    }
  }
}

function isSame(own: StackFile, other: StackFile, path: ExclusiveResource["path"]): boolean {
  const value = valueAt(own, path);
  return value !== undefined && value === valueAt(other, path);
}

function describe({ path, label }: ExclusiveResource, own: StackFile, other: StackFile): string {
  const steps = path.filter((step) => step !== undefined);
  const at = (file: StackFile) => file.placeOf(steps);
  const value = valueAt(own, path);
  return `${at(own)}  ${formatPath(steps)}  found "${value}", which ${at(other)} also names; a ${label} belongs to one stack`;
}

/** A text of a stack file; undefined when there is none, or something else in its place. */
function valueAt({ values }: StackFile, [key, member]: ExclusiveResource["path"]): string | undefined {
  const text = values[key];
  if (text === undefined || member === undefined) {
    return text;
  }
  try {
    const found = (JSON.parse(text) as Record<string, unknown> | null)?.[member];
    return typeof found === "string" ? found : undefined;
  } catch {
    // The program's own validation reports the error.
    return undefined;
  }
}
