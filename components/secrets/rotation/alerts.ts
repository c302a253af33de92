import type { Alerts } from "../../observability/alerts/alert.ts";

/**
 * Alerts on secrets that are due for rotation. No system in the cluster knows the age of a secret, but the plan does:
 * the due date is derived from the epoch, so the expression compares the time with a constant for each secret.
 * Advancing the epoch changes the constant and resolves the alert.
 *
 * @throws Error when no secret rotates
 * @param dueTimes when each secret is due, by its id, from {@link SecretVault.dueTimes}
 * @param graceDays days that it may be overdue. Default 0. Source: howlerops, secret rotation
 */
export function rotationAlerts(dueTimes: Readonly<Record<string, string>>, graceDays = 0) {
  if (Object.keys(dueTimes).length === 0) {
    throw new Error("no secret rotates, so that there is nothing to warn of");
  }
  const late = Object.entries(dueTimes).map(([id, due]) => {
    const end = Date.parse(due) / 1000 + graceDays * 86_400;
    return `label_replace(vector(time() - ${end}), "secret", "${id}", "", "")`;
  });
  return {
    SecretRotationOverdue: {
      expr: `(${late.join(" or ")}) > 0`,
      forMinutes: 60,
      severity: "warning",
      summary: "The secret {{ $labels.secret }} is {{ $value | humanizeDuration }} past its rotation",
      description:
        "Its value was to change by now. Add a version by hand where it is filled from outside, then move the rotation epoch in the stack's configuration on and deploy: values made here change with it.",
    },
  } satisfies Alerts;
}
