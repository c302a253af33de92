import { evaluate, type Facts, type Lists } from "./evaluate.ts";
import { type Expression, ExpressionError, forEachOperand } from "./syntax.ts";

/**
 * Evaluates an expression of which not everything may be known: a field that the facts lack, a list that is not given,
 * a function that is not evaluated here. Undefined if the result depends on it; `and` and `or` are decided by what is
 * known wherever that suffices.
 *
 * @param facts a field that is present without a value has none
 */
export function decide(expression: Expression, facts: Facts, lists: Lists = {}): boolean | undefined {
  switch (expression.kind) {
    case "and":
      return junction(expression.terms, false, facts, lists);
    case "or":
      return junction(expression.terms, true, facts, lists);
    case "xor": {
      const terms = expression.terms.map((term) => decide(term, facts, lists));
      return terms.includes(undefined) ? undefined : terms.filter(Boolean).length % 2 === 1;
    }
    case "not": {
      const term = decide(expression.term, facts, lists);
      return term === undefined ? undefined : !term;
    }
    default:
      return isKnown(expression, facts) ? evaluated(expression, facts, lists) : undefined;
  }
}

/** Several terms, of which one with the given result decides. */
function junction(
  terms: readonly Expression[],
  decisive: boolean,
  facts: Facts,
  lists: Lists,
): boolean | undefined {
  let known = true;
  for (const term of terms) {
    const result = decide(term, facts, lists);
    if (result === decisive) {
      return decisive;
    }
    known &&= result !== undefined;
  }
  return known ? !decisive : undefined;
}

function isKnown(expression: Expression, facts: Facts): boolean {
  let known = true;
  forEachOperand(expression, (operand) => {
    known &&= operand.kind !== "field" || Object.hasOwn(facts, operand.name);
  });
  return known;
}

function evaluated(expression: Expression, facts: Facts, lists: Lists): boolean | undefined {
  try {
    return evaluate(expression, facts, lists);
  } catch (cause) {
    if (cause instanceof ExpressionError) {
      return undefined;
    }
    throw cause;
  }
}
