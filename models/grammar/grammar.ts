/**
 * A grammar of the outside world: what is allowed in place of a text; undefined if the text is valid. Components,
 * settings and rules share it, so that a value fails at the same point and in the same words wherever it comes from.
 */
export type Grammar = (text: string) => string | undefined;

/** A grammar that one pattern describes. @param allowed what the pattern accepts */
export function pattern(expression: RegExp, allowed: string): Grammar {
  return (text) => (expression.test(text) ? undefined : allowed);
}

/** A grammar with a greatest length, in characters. */
export function upTo(longest: number, grammar: Grammar): Grammar {
  return (text) => {
    const allowed = grammar(text);
    return allowed ?? (text.length <= longest ? undefined : `at most ${longest} characters`);
  };
}
