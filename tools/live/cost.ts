/** What an hour costs at most, before it is known. */
export interface Estimate {
  readonly dollarsPerHour: number;
  /** Day on which the source was read. */
  readonly date: string;
  readonly source: string;
}

const HOURS_PER_MONTH = 730;

/** The documented production system at its dearest; a dev stack in one zone is smaller. It is no price list. */
export const ESTIMATE: Estimate = {
  dollarsPerHour: 377 / HOURS_PER_MONTH,
  date: "2026-11-21",
  source: "howlerops, cost: $377 a month at most for the production infrastructure, over 730 hours",
};

/** What keeps a run from starting, in words; nothing when the budget covers it. */
export function tooDear(hours: number, budget: number): string | undefined {
  const dollars = hours * ESTIMATE.dollarsPerHour;
  return dollars > budget
    ? `${hours} hours are about $${dollars.toFixed(2)}, above the budget of $${budget}`
    : undefined;
}
