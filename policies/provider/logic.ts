import { asUnknownValue, UnknownValue } from "../property.ts";

/** The answer to a question about properties, or the signal that one of them is not known. */
export function decide<Answer>(question: () => Answer): Answer | UnknownValue {
  try {
    return question();
  } catch (cause) {
    return asUnknownValue(cause);
  }
}

/**
 * Whether a premise implies a conclusion, as far as both are known: a premise that does not hold, or a conclusion that
 * does, is enough.
 *
 * @throws UnknownValue if an unknown property decides
 */
export function implies(premise: () => boolean, conclusion: () => boolean): boolean {
  const given = decide(premise);
  if (given === false) {
    return true;
  }
  const follows = conclusion();
  if (!follows && given instanceof UnknownValue) {
    throw given;
  }
  return follows;
}
