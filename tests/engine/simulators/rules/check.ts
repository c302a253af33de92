import type { Facts } from "#models/provider-facts/facts";
import { isList, isPlain, SIGNATURE, UNKNOWN, type Wire, type WireRecord } from "../../provider/wire.ts";
import type { Properties, Shape } from "../sdk/declarations.ts";
import type { ResourceShape } from "../sdk/shapes.ts";
import { type Path, pathText, places, stepsOf } from "./paths.ts";

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** What is wrong with a resource's inputs, without marks of secrecy. */
export function failuresOf(
  inputs: WireRecord,
  {
    shape,
    records,
    facts,
  }: { shape: ResourceShape; records: Readonly<Record<string, Properties>>; facts: Facts },
): Failure[] {
  return [
    ...checkRecord(inputs, shape.inputs, [], records),
    ...readOnly(inputs, facts),
    ...missing(inputs, shape, facts),
  ];
}

function checkRecord(
  record: WireRecord,
  declared: Properties,
  path: Path,
  records: Readonly<Record<string, Properties>>,
): Failure[] {
  return Object.entries(record).flatMap(([key, value]) => {
    // The engine's own notes among the inputs of a bridged provider.
    if (key.startsWith("__")) {
      return [];
    }
    const property = declared[key];
    const at = [...path, key];
    if (!property) {
      return [{ property: pathText(at), reason: "Invalid or unknown key" }];
    }
    return checkValue(value, property.shape, at, records);
  });
}

function checkValue(
  value: Wire,
  shape: Shape,
  path: Path,
  records: Readonly<Record<string, Properties>>,
): Failure[] {
  if (value === null || value === UNKNOWN || shape === "any") {
    return [];
  }
  const wrong = (expected: string) => [{ property: pathText(path), reason: `expected ${expected}` }];
  if (shape.endsWith("[]")) {
    return isList(value)
      ? value.flatMap((item, index) => checkValue(item, shape.slice(0, -2), [...path, index], records))
      : wrong("a list");
  }
  if (shape.endsWith("{}")) {
    return isPlain(value)
      ? Object.entries(value).flatMap(([key, item]) =>
          checkValue(item, shape.slice(0, -2), [...path, key], records),
        )
      : wrong("a map");
  }
  if (shape === "asset") {
    return typeof value === "object" && SIGNATURE in value ? [] : wrong("an asset");
  }
  if (shape === "string" || shape === "number" || shape === "boolean") {
    // As the real providers: a number's or a boolean's text will do, and the other way round.
    const scalar = typeof value !== "object" && (shape !== "number" || !Number.isNaN(Number(value)));
    return scalar ? [] : wrong(`a ${shape}`);
  }
  return isPlain(value) ? checkRecord(value, records[shape] ?? {}, path, records) : wrong("an object");
}

/** What only the cloud sets cannot be asked for. */
function readOnly(inputs: WireRecord, { computed }: Facts): Failure[] {
  return computed
    .filter((pattern) => !/[.[{]/.test(pattern) && inputs[pattern] !== undefined)
    .map((property) => ({ property, reason: "Value for unconfigurable attribute" }));
}

/** Properties that must be given: at the top, and inside each block that is given. */
function missing(inputs: WireRecord, { inputs: declared }: ResourceShape, { required }: Facts): Failure[] {
  return required.flatMap((pattern) => {
    const end = Math.max(pattern.lastIndexOf("."), 0);
    const name = pattern.slice(end === 0 ? 0 : end + 1);
    const parents =
      end === 0 ? [{ path: [], value: inputs }] : places(stepsOf(pattern.slice(0, end)), inputs);
    if (end === 0 && declared[name] === undefined) {
      return [];
    }
    return parents
      .filter(({ value }) => isPlain(value) && value[name] === undefined)
      .map(({ path }) => ({
        property: pathText([...path, name]),
        reason: `Missing required argument "${name}"`,
      }));
  });
}
