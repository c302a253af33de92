/** A stretch of metrics and which alerts come of it. */
export interface AlertCase {
  readonly alert: string;
  /** In words, after "fires" or "stays quiet". */
  readonly when: string;
  /** Series and their values, one a minute, as promtool writes them: `0+60x10` starts at 0 and grows by 60 ten times. */
  readonly series: Readonly<Record<string, string>>;
  /** When to look. */
  readonly minutes: number;
  /** Labels of the alerts that fire then, besides the severity. */
  readonly fires: readonly Readonly<Record<string, string>>[];
}

/** Its requests by status. */
export const requests = (status: number) =>
  `http_requests_total{namespace="shop", job="backend", status="${status}"}`;
/** A bucket of one of its histograms. */
export const bucket = (metric: string, le: string, more = "") =>
  `${metric}_bucket{namespace="shop", job="backend"${more}, le="${le}"}`;
/** Labels, as series write them. */
export const operation = ', operation="select"';
/** Labels of the service that the cases are about. */
export const backend = { namespace: "shop", job: "backend" };
