/**
 * An override of managed rules as the description of the rule that executes them states it: what, its action and the
 * reason, so that the reason is said once, for the dashboard and for rules.
 *
 * @param target a tag, or `rule` and an id
 */
export function describeOverride(target: string, action: string, reason: string): string {
  return `${target} ${action}: ${reason}`;
}

/** The reason for an override, from the description of the rule; undefined when it does not say. */
export function overrideReason(description: string, target: string, action: string): string | undefined {
  const stated = `${target} ${action}: `;
  const [, reason = ""] = `; ${description}`.split(`; ${stated}`);
  return reason.split("; ")[0]?.trim() || undefined;
}
