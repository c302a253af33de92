import { formatPath } from "#infra/config/mistakes";
import { UsageError } from "../errors.ts";
import { type Project, stackNames } from "./project.ts";
import { readStackFile, type StackFile } from "./stack-file.ts";

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
 * Fails when another stack's file names the same Cloudflare zone or Google Cloud project: what exists once in
 * them the two stacks would overwrite, each the other's.
 *
 * @throws UsageError naming both files, and the settings that they share
 */
export function assertExclusiveResources(project: Project, stack: string, own: StackFile): void {
  for (const name of stackNames(project)) {
    const other = name === stack ? own : readStackFile(project, name);
    const together = other === own || areSlices(own, other);
    const shared = together ? [] : EXCLUSIVE_RESOURCES.filter(({ path }) => isSame(own, other, path));
    if (shared.length > 0) {
      throw new UsageError(shared.map((ground) => describe(ground, own, other)).join("\n"));
    }
  }
}

/** Slices of one system in one environment, which share a project and a zone; a slice owns what exists once. */
function areSlices({ values: own }: StackFile, { values: other }: StackFile): boolean {
  const [system, environment, slice] = ["strata:system", "strata:environment", "strata:slice"];
  return (
    own[system] === other[system] &&
    own[environment] === other[environment] &&
    own[slice] !== undefined &&
    other[slice] !== undefined &&
    own[slice] !== other[slice]
  );
}

function isSame(own: StackFile, other: StackFile, path: ExclusiveResource["path"]): boolean {
  const value = valueAt(own, path);
  return value !== undefined && value === valueAt(other, path);
}

function describe({ path, label: called }: ExclusiveResource, own: StackFile, other: StackFile): string {
  const steps = path.filter((step) => step !== undefined);
  const at = ({ file, lineOf }: StackFile) => `${file}:${lineOf(steps)}`;
  const value = valueAt(own, path);
  return `${at(own)}  ${formatPath(steps)}  found "${value}", which ${at(other)} names too; a ${called} belongs to one stack`;
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
    // The program's own validation says what is wrong with it.
    return undefined;
  }
}
