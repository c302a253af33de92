import { type Row, row, rows, type Words } from "./row.ts";
import { countOf, listed } from "./text.ts";

/** Secrets, metrics and alerts. */
export const OPERATIONS: readonly Row[] = [
  row("secrets", "secrets", ({ count }) => `${count} in Secret Manager`),
  row("rotationDays", "rotation", (periods) => periods.map((days) => `every ${days} days`).join(", ")),
  row("secrets", "filled by hand", ({ external }) => (external.length > 0 ? external.join(", ") : undefined)),
  row(
    "secretStore",
    "store",
    ({ namespaces }) => `Secret Manager for ${namespaces.join(", ")}, without keys`,
  ),
  row(
    "retentionDays",
    "metrics",
    (days, { replicas, diskGiB }) => {
      const disk = diskGiB === undefined ? "" : ` of ${diskGiB} GiB`;
      return [
        `${days} days`,
        ...(replicas ? [`${countOf(replicas.max, "copy", "copies")}${disk}`] : []),
      ].join(", ");
    },
    { including: ["replicas", "diskGiB"] },
  ),
  row("alertRouting", "alerts", (routing) => ROUTES[routing]),
  rows("alerts", ({ critical, warning }): Words[] => [
    ["critical", listed(critical)],
    ["warning", listed(warning)],
  ]),
  row("uptimeChecks", "outside checks", listed),
  row("dashboards", "dashboards", listed),
  row("scrapeTargets", "targets", listed),
];

const ROUTES = {
  none: "not routed",
  ticket: "to tickets",
  page: "critical ones page, the others are tickets",
} as const;
