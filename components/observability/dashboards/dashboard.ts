/** A dashboard: panels in two columns, in reading order. */
export interface Dashboard {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** One graph over time. */
export interface Panel {
  readonly title: string;
  /** Unit of the axis, in Grafana's terms. */
  readonly unit: "reqps" | "s" | "percentunit" | "Bps" | "short";
  /** Legend of a line, such as `{{pod}}`, to its PromQL. */
  readonly lines: Readonly<Record<string, string>>;
  /** Value above which the graph turns red: the alert's threshold. */
  readonly limit?: number;
}

/** Uid of the data source that the chart configures in Grafana. */
const DATA_SOURCE = { type: "prometheus", uid: "prometheus" } as const;

/** Grafana's grid is 24 wide. */
const COLUMN = 12;
const HEIGHT = 8;

/**
 * A dashboard in Grafana's format.
 *
 * @param uid part of its URL; it identifies the dashboard even if the title changes
 */
export function grafanaDashboard(uid: string, { title, panels }: Dashboard) {
  return {
    uid,
    title,
    tags: ["strata"],
    timezone: "utc",
    schemaVersion: 39,
    editable: false,
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    panels: panels.map((panel, index) => ({
      id: index + 1,
      type: "timeseries",
      title: panel.title,
      datasource: DATA_SOURCE,
      gridPos: { x: (index % 2) * COLUMN, y: Math.floor(index / 2) * HEIGHT, w: COLUMN, h: HEIGHT },
      fieldConfig: {
        defaults: {
          unit: panel.unit,
          min: 0,
          thresholds: { mode: "absolute", steps: thresholdsOf(panel) },
          custom: { thresholdsStyle: { mode: panel.limit === undefined ? "off" : "line" } },
        },
        overrides: [],
      },
      options: { legend: { displayMode: "list", placement: "bottom" }, tooltip: { mode: "multi" } },
      targets: Object.entries(panel.lines).map(([legendFormat, expr], line) => ({
        refId: String.fromCharCode("A".charCodeAt(0) + line),
        datasource: DATA_SOURCE,
        expr,
        legendFormat,
      })),
    })),
  };
}

function thresholdsOf({ limit }: Panel) {
  const calm = { color: "green", value: null };
  return limit === undefined ? [calm] : [calm, { color: "red", value: limit }];
}
