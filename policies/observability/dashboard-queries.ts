import { grafanaQueryProblem } from "#models/prometheus/promql";
import type { Property, Violation } from "../property.ts";
import { resourceRule } from "../rule.ts";

export const dashboardQueries = resourceRule<[file: string, content: Property]>({
  id: "observability-dashboard-queries",
  title: "Dashboards are JSON, and their queries parse",
  severity: "low",
  appliesTo: ["kubernetes:core/v1:ConfigMap"],
  fix: "correct the JSON, or the query of the panel",
  why: "Grafana shows an error in place of the graph, which is first seen during an incident.",
  each: (configMap) =>
    configMap.at("metadata.labels").key("grafana_dashboard").exists() ? configMap.at("data").entries() : [],
  *check([file, content]) {
    if (file.endsWith(".json")) {
      yield* dashboard(content);
    }
  },
});

function* dashboard(content: Property): Iterable<Violation> {
  const text = content.text() ?? "";
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    yield content.violation("the dashboard is not JSON");
    return;
  }
  for (const { title, query } of queriesIn(parsed, "?")) {
    const problem = grafanaQueryProblem(query);
    if (problem !== undefined) {
      yield content.violation(`a query of the panel "${title}" ${problem}`);
    }
  }
}

/** Queries for Prometheus, in panels at any depth; those for other data sources are in other languages. */
function* queriesIn(value: unknown, title: string): Iterable<{ title: string; query: string }> {
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* queriesIn(item, title);
    }
    return;
  }
  if (typeof value !== "object" || value === null) {
    return;
  }
  const { expr, datasource, title: own, targets, panels, rows } = value as Readonly<Record<string, unknown>>;
  if (typeof expr === "string" && isPrometheus(datasource)) {
    yield { title, query: expr };
  }
  yield* queriesIn([targets, panels, rows].flat(), typeof own === "string" ? own : title);
}

function isPrometheus(datasource: unknown): boolean {
  const type = (datasource as { readonly type?: unknown } | undefined)?.type;
  return datasource === undefined || type === undefined || type === "prometheus";
}
