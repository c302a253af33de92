import { isList, isPlain, type Wire, type WireRecord } from "../../provider/wire.ts";

/** A record with the values at a path changed; undefined removes one. Where nothing is, nothing changes. */
export function edited(
  record: WireRecord,
  [step = "", ...rest]: readonly string[],
  change: (value: Wire) => Wire | undefined,
): WireRecord {
  const member = record[step];
  if (member === undefined) {
    return record;
  }
  const value = editedValue(member, rest, change);
  if (value === undefined) {
    const { [step]: _removed, ...others } = record;
    return others;
  }
  return { ...record, [step]: value };
}

function editedValue(
  value: Wire,
  steps: readonly string[],
  change: (value: Wire) => Wire | undefined,
): Wire | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) {
    return change(value);
  }
  if (step === "[]") {
    return isList(value)
      ? value.flatMap((item) => {
          const made = editedValue(item, rest, change);
          return made === undefined ? [] : [made];
        })
      : value;
  }
  if (step === "{}") {
    return isPlain(value)
      ? Object.keys(value).reduce((made, key) => edited(made, [key, ...rest], change), value)
      : value;
  }
  return isPlain(value) ? edited(value, steps, change) : value;
}
