import { UsageError } from "../errors.ts";
import { nearestName, type Project, stackNames } from "./project.ts";
import { withProjectConfig } from "./stack-config.ts";
import { readStackFile, type StackFile } from "./stack-file.ts";

/** Files of a project's stacks by name, sorted. */
export type StackFiles = ReadonlyMap<string, StackFile>;

/** The target of a command: a stack, or a system in an environment with several slices. */
export interface ChosenStacks {
  /** Name of the stack, or `<system>-<environment>`. */
  readonly name: string;
  /** The one stack, or those of all slices, sorted. */
  readonly stacks: readonly string[];
}

/** The part of a system that a stack holds. */
interface SliceIdentity {
  readonly system: string;
  readonly environment: string;
  readonly slice: string;
}

/** @throws UsageError when one of them cannot be read */
export function readStackFiles(project: Project): Map<string, StackFile> {
  return new Map(
    stackNames(project).map((stack) => [stack, withProjectConfig(project, readStackFile(project, stack))]),
  );
}

/** The slice that a stack file names; undefined for one that holds a whole system, or something else. */
export function sliceOf({ values }: StackFile): SliceIdentity | undefined {
  const { "strata:system": system, "strata:environment": environment, "strata:slice": slice } = values;
  return system && environment && slice ? { system, environment, slice } : undefined;
}

/** Whether two stack files are for different slices of one system in one environment. */
export function areSiblings(one: StackFile, other: StackFile): boolean {
  const [own, others] = [sliceOf(one), sliceOf(other)];
  return (
    own !== undefined &&
    own.system === others?.system &&
    own.environment === others.environment &&
    own.slice !== others.slice
  );
}

/**
 * The stacks that a command means.
 *
 * @param named name of a stack, or of a system and environment of which there are slices only. Default: the only one
 * @param single whether one stack is meant, which need not have a file
 * @throws UsageError when there is none of that name, with the nearest one, or when none is named of several
 */
export function chooseStacks(files: StackFiles, named: string | undefined, single = false): ChosenStacks {
  const systems = new Map<string, string[]>();
  const whole: string[] = [];
  for (const [stack, file] of files) {
    const part = sliceOf(file);
    const system = part && `${part.system}-${part.environment}`;
    if (system === undefined || files.has(system)) {
      whole.push(stack);
    } else {
      systems.set(system, [...(systems.get(system) ?? []), stack]);
    }
  }
  const alone = [...whole, ...systems.keys()].sort();
  const all = [...new Set([...files.keys(), ...systems.keys()])].sort();
  const name = named ?? (alone.length === 1 ? alone[0] : undefined);
  if (name === undefined) {
    throw new UsageError(`specify a stack: ${all.join(", ")}`);
  }
  const stacks = files.has(name) ? [name] : systems.get(name);
  if (single && stacks && !files.has(name)) {
    throw new UsageError(`${name} consists of slices; configure one of ${stacks.join(", ")}`);
  }
  if (single) {
    return { name, stacks: [name] };
  }
  if (!stacks) {
    throw new UsageError(`no stack is named "${name}"; ${nearestName(name, all)}`);
  }
  assertOneSystem(files, name, stacks);
  return { name, stacks };
}

/** `shop-prod-eu` may be `shop` in `prod-eu` and `shop-prod` in `eu`, which have nothing to do with each other. */
function assertOneSystem(files: StackFiles, name: string, stacks: readonly string[]): void {
  const meant = new Set(
    stacks.flatMap((stack) => {
      const file = files.get(stack);
      const part = file && sliceOf(file);
      return part ? `${part.system} in ${part.environment}` : [];
    }),
  );
  if (meant.size > 1) {
    throw new UsageError(
      `"${name}" may be ${[...meant].join(" and ")}; specify one of the stacks ${stacks.join(", ")}`,
    );
  }
}
