import type { ArgumentChecks } from "../../core/arguments.ts";

/**
 * When secrets change. The epoch is a date in the configuration that a scheduled change moves on: the plan of
 * a commit is the same whenever it is made, and a rotation is reviewed like any other change.
 *
 * A new secret needs an epoch less than a period old: Secret Manager takes no date that has passed. From then
 * on it sends its notices period by period, whether or not the epoch follows.
 */
export interface Rotation {
  /** Day on which the current values began to hold, such as `2026-10-01`. */
  readonly epoch: string;
  /** Days that a value holds. Default 90. Source: howlerops, secret rotation. */
  readonly periodDays?: number;
}

/** A rotation with its default filled in. */
export type FullRotation = Required<Rotation>;

export const ROTATION_DAYS = 90;

export function fullRotation({ epoch, periodDays = ROTATION_DAYS }: Rotation): FullRotation {
  return { epoch, periodDays };
}

/** When the next value is due, as Secret Manager takes it: a time in UTC that follows from the epoch alone. */
export function nextRotationTime({ epoch, periodDays }: FullRotation): string {
  const due = Date.parse(`${epoch}T00:00:00Z`) + periodDays * 86_400_000;
  return new Date(due).toISOString().replace(".000Z", "Z");
}

/** The period as Secret Manager takes it. */
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
