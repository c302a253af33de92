/** Precedes the reason in the comment of a record that is not proxied. */
const UNPROXIED = "not proxied: ";

/**
 * The comment of a record that is not proxied: its own words, then the reason, so that the reason is said once, and
 * rules and the dashboard read the same.
 */
export function unproxiedComment(reason: string, comment?: string): string {
  return [...(comment === undefined ? [] : [comment]), `${UNPROXIED}${reason}`].join("; ");
}

/** Why a record is not proxied, from its comment; undefined when it does not say. */
export function reasonInComment(comment: string): string | undefined {
  const [, reason = ""] = comment.split(UNPROXIED);
  return reason.trim() === "" ? undefined : reason.trim();
}
