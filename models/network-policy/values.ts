import { isRecord, isUnknown, type Value, type Values } from "#graph/model";

/*
 * Reading what an evaluation cannot do without. A value of another shape is a mistake of the program, and one that
 * is not known yet leaves the question without an answer: both raise.
 */

export function record(value: Value | undefined): Values {
  if (!isRecord(value)) {
    throw new Error(`expected an object, found ${JSON.stringify(value)}`);
  }
  return value;
}

export function recordOr(value: Value | undefined): Values {
  return value === undefined ? {} : record(value);
}

export function list(value: Value | undefined): readonly Value[] {
  if (value !== undefined && !Array.isArray(value)) {
    throw new Error(
      `expected a list, found ${isUnknown(value) ? "an unknown value" : JSON.stringify(value)}`,
    );
  }
  return Array.isArray(value) ? value : [];
}

export function text(value: Value | undefined): string {
  if (typeof value !== "string") {
    throw new Error(`expected a text, found ${JSON.stringify(value)}`);
  }
  return value;
}
