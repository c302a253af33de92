import { isRecord, SECRET, type Value, type Values } from "#graph/model";

/** Flags that are off by default, and left out by the types of Kubernetes' own objects. */
const FLAGS = ["globalDefault", "hostNetwork", "hostPID", "hostIPC", "readOnly", "stdin", "tty", "paused"];

/**
 * Inputs in one form on both sides. The Kubernetes provider's check replaces a program's: a Secret's `stringData` is
 * `data`, secret as a whole; empty maps, empty lists and flags that are off are left out.
 */
export function comparableInputs(type: string, inputs: Values): Values {
  if (!type.startsWith("kubernetes:")) {
    return inputs;
  }
  if (type !== "kubernetes:core/v1:Secret") {
    return withoutEmpty(inputs);
  }
  const { stringData, data, ...rest } = inputs;
  return withoutEmpty({
    ...rest,
    ...(stringData === undefined && data === undefined ? {} : { data: SECRET }),
  });
}

function withoutEmpty(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]): [string, Value][] => {
      const kept = isRecord(value) ? withoutEmpty(value) : Array.isArray(value) ? value.map(ofItem) : value;
      return isEmpty(kept) || (kept === false && FLAGS.includes(key)) ? [] : [[key, kept]];
    }),
  );
}

function ofItem(item: Value): Value {
  return isRecord(item) ? withoutEmpty(item) : item;
}

function isEmpty(value: Value): boolean {
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}
