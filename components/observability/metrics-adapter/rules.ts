import type { ArgumentChecks } from "../../core/arguments.ts";

/** A metric of Prometheus that autoscalers read. */
export interface ServedMetric {
  /** Name of the metric in Prometheus. Default: the name under which it is served. */
  readonly series?: string;
  /** Labels that all of its samples must have. Default none. */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * "workload" for one value, such as the length of a queue, which an autoscaler divides by the number of pods; "pod"
   * for a value of each pod, by its labels `namespace` and `pod`. As in a workload's scaling.
   */
  readonly per: "pod" | "workload";
  /** How samples become one value. Default "sum". */
  readonly by?: "sum" | "max" | "avg";
}

/** A rule in prometheus-adapter's configuration. */
export interface AdapterRule {
  readonly seriesQuery: string;
  readonly resources: object;
  readonly name: { readonly matches: string; readonly as: string };
  readonly metricsQuery: string;
}

/** Source: Prometheus, data model. */
const METRIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

export function checkMetrics(checks: ArgumentChecks, metrics: Readonly<Record<string, ServedMetric>>): void {
  checks.that(Object.keys(metrics).length > 0, "metrics", metrics, "at least one metric");
  for (const [name, { series, labels = {}, per, by }] of Object.entries(metrics)) {
    const at = `metrics.${name}`;
    checks.matches("metrics", name, METRIC, "names of metrics, such as queue_depth");
    checks.matches(`${at}.series`, series, METRIC, "names of metrics, such as queue_depth");
    checks.oneOf(`${at}.per`, per, ["pod", "workload"]);
    checks.oneOf(`${at}.by`, by, ["sum", "max", "avg"]);
    for (const label of Object.keys(labels)) {
      checks.matches(`${at}.labels`, label, LABEL, "names of labels");
    }
  }
}

/** The rules that serve metrics of one kind. The templates are the adapter's own, filled in for each request. */
export function adapterRules(
  metrics: Readonly<Record<string, ServedMetric>>,
  kind: ServedMetric["per"],
): AdapterRule[] {
  return Object.entries(metrics)
    .filter(([, { per }]) => per === kind)
    .map(([name, { series = name, labels = {}, by = "sum" }]) => {
      const matchers = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
      const ofPods = kind === "pod" ? ['namespace!=""', 'pod!=""'] : [];
      // A matcher of the request follows, or none: PromQL accepts a comma at the end.
      const selected = [...matchers, "<<.LabelMatchers>>"].join(",");
      return {
        seriesQuery: `${series}{${[...matchers, ...ofPods].join(",")}}`,
        resources:
          kind === "pod"
            ? { overrides: { namespace: { resource: "namespace" }, pod: { resource: "pod" } } }
            : { namespaced: false },
        name: { matches: `^${series}$`, as: name },
        metricsQuery: `${by}(<<.Series>>{${selected}})${kind === "pod" ? " by (<<.GroupBy>>)" : ""}`,
      };
    });
}
