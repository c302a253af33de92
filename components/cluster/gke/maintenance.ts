import type * as inputs from "@pulumi/gcp/types/input.js";
import type { ArgumentChecks } from "../../core/arguments.ts";

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Day = (typeof DAYS)[number];

/** A period without upgrades, such as a sale. */
export interface MaintenanceExclusion {
  /** Start, such as `2026-11-26T00:00:00Z`. */
  readonly start: string;
  /** End, in the same format. */
  readonly end: string;
  /**
   * Which upgrades are excluded: all, for at most 90 days; minor versions; or minor versions and all node upgrades.
   * Default "everything".
   */
  readonly scope?: "everything" | "minor" | "minor-and-nodes";
}

/** When the cloud may upgrade a cluster. */
export interface Maintenance {
  /** Start of the window, hours and minutes in UTC. Default "07:00", the night of us-central1. */
  readonly start?: string;
  /** Length in hours, 4 to 23. Default 4. */
  readonly hours?: number;
  /** Days of the window. Default all; a month needs at least 48 hours (source: GKE, maintenance windows). */
  readonly days?: readonly Day[];
  /** Exclusions by name. */
  readonly exclusions?: Readonly<Record<string, MaintenanceExclusion>>;
}

const SCOPES = {
  everything: "NO_UPGRADES",
  minor: "NO_MINOR_UPGRADES",
  "minor-and-nodes": "NO_MINOR_OR_NODE_UPGRADES",
} as const;
const LONGEST_DAYS = 90;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

export function maintenanceWithDefaults(checks: ArgumentChecks, given: Maintenance): Required<Maintenance> {
  const { start = "07:00", hours = 4, days = DAYS, exclusions = {} } = given;
  checks.matches("maintenance.start", start, /^([01]\d|2[0-3]):[0-5]\d$/, "times in UTC from 00:00 to 23:59");
  checks.whole("maintenance.hours", hours, 4, 23, "hours");
  for (const day of days) {
    checks.oneOf("maintenance.days", day, DAYS);
  }
  // The rule counts 32 days, in which every weekday occurs at least four times.
  checks.that(
    days.length * hours * 4 >= 48,
    "maintenance.days",
    days,
    `enough days for 48 hours in 32 days, at ${hours} hours each`,
  );
  for (const [key, { start: from, end, scope = "everything" }] of Object.entries(exclusions)) {
    const at = `maintenance.exclusions["${key}"]`;
    checks.matches(`${at}.start`, from, MOMENT, "moments such as 2026-11-26T00:00:00Z");
    checks.matches(`${at}.end`, end, MOMENT, "moments such as 2026-11-26T00:00:00Z");
    checks.oneOf(`${at}.scope`, scope, ["everything", "minor", "minor-and-nodes"]);
    const length = (Date.parse(end) - Date.parse(from)) / DAY_MILLISECONDS;
    checks.that(length > 0, `${at}.end`, end, `moments after its start, ${from}`);
    checks.that(
      scope !== "everything" || length <= LONGEST_DAYS,
      `${at}.end`,
      end,
      `at most ${LONGEST_DAYS} days after its start where everything is held back`,
    );
  }
  return { start, hours, days, exclusions };
}

export function maintenancePolicy(
  settings: Required<Maintenance>,
): inputs.container.ClusterMaintenancePolicy {
  const { start, hours, days, exclusions } = settings;
  // The date only anchors the first window; windows recur from then on.
  const from = Date.parse(`2026-01-01T${start}:00Z`);
  return {
    recurringWindow: {
      startTime: moment(from),
      endTime: moment(from + hours * 60 * 60 * 1000),
      recurrence: `FREQ=WEEKLY;BYDAY=${DAYS.filter((day) => days.includes(day)).join(",")}`,
    },
    maintenanceExclusions: Object.entries(exclusions).map(
      ([exclusionName, { start: startTime, end: endTime, scope = "everything" }]) => ({
        exclusionName,
        startTime,
        endTime,
        exclusionOptions: { scope: SCOPES[scope] },
      }),
    ),
  };
}

function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}
