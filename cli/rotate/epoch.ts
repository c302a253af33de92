/** When an epoch moves on. */
export interface RotationSchedule {
  /** Days that a value holds. */
  readonly periodDays: number;
  /** Days before the next value is due on which its change is proposed, so that it can be reviewed in time. */
  readonly aheadDays: number;
}

/** Source: howlerops, secret rotation (90 days). Chosen here: a week to review the change. */
export const ROTATION_SCHEDULE: RotationSchedule = { periodDays: 90, aheadDays: 7 };

/**
 * The new epoch: today if the next values are due, otherwise the current one. Counted from the day of the proposal, no
 * value gets older than a period, regardless of when in the week it is merged.
 *
 * @param epoch day such as `2026-11-01`
 * @param today day such as `2026-11-21`
 */
export function advanceEpoch(epoch: string, today: string, schedule: RotationSchedule): string {
  const age = dayNumber(today) - dayNumber(epoch);
  return age >= schedule.periodDays - schedule.aheadDays ? today : epoch;
}

/** Whether a text is a day of the calendar, such as `2026-11-01`. */
export function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(dayNumber(text)) && dayOf(dayNumber(text)) === text
  );
}

const DAY = 86_400_000;

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY;
}

function dayOf(number: number): string {
  return new Date(number * DAY).toISOString().slice(0, 10);
}
