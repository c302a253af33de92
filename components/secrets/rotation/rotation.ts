import type { ArgumentChecks } from "../../core/arguments.ts";

/**
 * When secrets are rotated. The epoch is a date in the configuration that a scheduled commit advances: the plan of a
 * commit does not depend on when it runs, and a rotation is reviewed like any other change. A new secret needs an epoch
 * less than a period old: Secret Manager refuses a date in the past. From then on it sends its notifications every
 * period, whether or not the epoch advances.
 */
export interface Rotation {
  /** Day since which the current values are valid, such as `2026-10-01`. */
  readonly epoch: string;
  /** Rotation period of a value, in days. Default 90. Source: howlerops, secret rotation. */
  readonly periodDays?: number;
}

/** A rotation with its default filled in. */
export type FullRotation = Required<Rotation>;

export const ROTATION_DAYS = 90;

export function fullRotation({ epoch, periodDays = ROTATION_DAYS }: Rotation): FullRotation {
  return { epoch, periodDays };
}

/** When the next value is due, in Secret Manager's format: a time in UTC derived only from the epoch. */
export function nextRotationTime({ epoch, periodDays }: FullRotation): string {
  const due = Date.parse(`${epoch}T00:00:00Z`) + periodDays * 86_400_000;
  return new Date(due).toISOString().replace(".000Z", "Z");
}

/** The period in Secret Manager's format. */
export function rotationPeriod({ periodDays }: FullRotation): string {
  return `${periodDays * 86_400}s`;
}

export function checkRotation(
  checks: ArgumentChecks,
  argument: string,
  rotation: Rotation | undefined,
): void {
  if (!rotation) {
    return;
  }
  checks.that(isDay(rotation.epoch), `${argument}.epoch`, rotation.epoch, "days such as 2026-10-01");
  checks.whole(`${argument}.periodDays`, rotation.periodDays, 1, 3650, "days");
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text)
  );
}
