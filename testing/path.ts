import { isRecord, isSecret, isUnknown, type Value } from "#graph/model";

/**
 * Splits a path such as `spec.containers[0].image` or `metadata.labels["app.kubernetes.io/name"]`.
 *
 * @throws Error naming the path where it cannot be read on
 */
export function parsePath(path: string): (string | number)[] {
  const step = /\.?([^.[\]"]+)|\[(\d+)\]|\["([^"]*)"\]/y;
  const steps: (string | number)[] = [];
  while (step.lastIndex < path.length) {
    const at = step.lastIndex;
    const match = step.exec(path);
    if (!match) {
      throw new Error(
        `the path ${path} cannot be read from character ${at + 1} on; paths look like spec.containers[0].image ` +
          'or metadata.labels["app.kubernetes.io/name"]',
      );
    }
    const [, name, index, quoted] = match;
    steps.push(index === undefined ? (name ?? quoted ?? "") : Number(index));
  }
  return steps;
}

/**
 * The value at a path. Inside something that is unknown or secret everything is so; undefined where nothing is
 * given.
 *
 * @throws Error when the path cannot be parsed
 */
export function valueAt(value: Value | undefined, path: string): Value | undefined {
  let at = value;
  for (const step of parsePath(path)) {
    if (isUnknown(at) || isSecret(at)) {
      return at;
    }
    at = memberOf(at, step);
  }
  return at;
}

function memberOf(value: Value | undefined, step: string | number): Value | undefined {
  if (Array.isArray(value)) {
    return value[Number(step)];
  }
  return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** A member's path below another, as {@link parsePath} reads it. */
export function pathTo(parent: string, step: string | number): string {
  if (typeof step === "number") {
    return `${parent}[${step}]`;
  }
  if (!/^[^.[\]"]+$/.test(step)) {
    return `${parent}["${step}"]`;
  }
  return parent === "" ? step : `${parent}.${step}`;
}
