import { isList, isPlain, type Wire, type WireRecord } from "../../provider/wire.ts";

/** A place inside a resource's properties: names and indexes. */
export type Path = readonly (string | number)[];

/** A place whose values differ; undefined where there is none. */
export interface Change {
  readonly path: Path;
  readonly from: Wire | undefined;
  readonly to: Wire | undefined;
}

/**
 * The innermost places at which two records differ. A block that is added or removed is one change, at its
 * own place, and so is an element of a list.
 */
export function changes(from: WireRecord, to: WireRecord): Change[] {
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return keys.flatMap((key) => differ(from[key], to[key], [key]));
}

function differ(from: Wire | undefined, to: Wire | undefined, path: Path): Change[] {
  if (isPlain(from) && isPlain(to)) {
    return changes(from, to).map((change) => ({ ...change, path: [...path, ...change.path] }));
  }
  if (isList(from) && isList(to)) {
    const length = Math.max(from.length, to.length);
    return Array.from({ length }, (_, index) => differ(from[index], to[index], [...path, index])).flat();
  }
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path, from, to }];
}

/** Steps of a path as the facts table writes it, without keys of maps and indexes: `a.b[].c`, `labels{}`. */
export function stepsOf(pattern: string): string[] {
  return pattern.split(/\.|(?=\[\])|(?=\{\})/);
}

/** Where a path lies: at the pattern's place, above it, below it, or elsewhere. */
export function relation(pattern: string, path: Path): "at" | "above" | "below" | undefined {
  const steps = stepsOf(pattern);
  const shared = steps.slice(0, path.length);
  const fits = shared.every((step, at) => {
    const there = path[at];
    return step === "[]" ? typeof there === "number" : step === "{}" || step === there;
  });
  if (!fits) {
    return undefined;
  }
  return steps.length === path.length ? "at" : steps.length > path.length ? "above" : "below";
}

/** `a.b[0].c`, as a detailed diff names a place. */
export function pathText(path: Path): string {
  return path
    .map((step, at) => (typeof step === "number" ? `[${step}]` : at === 0 ? step : `.${step}`))
    .join("");
}

/** All places below a value that the steps of a pattern fit, with what stands there. */
export function places(steps: readonly string[], within: Wire): { path: Path; value: Wire }[] {
  let found: { path: Path; value: Wire }[] = [{ path: [], value: within }];
  for (const step of steps) {
    found = found.flatMap(({ path, value }) => {
      if (step === "[]") {
        return isList(value) ? value.map((item, index) => ({ path: [...path, index], value: item })) : [];
      }
      if (step === "{}") {
        return isPlain(value)
          ? Object.entries(value).map(([key, item]) => ({ path: [...path, key], value: item }))
          : [];
      }
      const member = isPlain(value) ? value[step] : undefined;
      return member === undefined ? [] : [{ path: [...path, step], value: member }];
    });
  }
  return found;
}
