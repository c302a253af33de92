import { type Node, UNKNOWN, type Value } from "#graph/model";
import { dashboardQueries } from "#policies/observability/dashboard-queries";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

const configMap = (content: Value, label: Value = "1"): Node =>
  resource("kubernetes:core/v1:ConfigMap", {
    metadata: { labels: { grafana_dashboard: label } },
    data: { "shop.json": content },
  });
const dashboard = (target: object): Node =>
  configMap(
    JSON.stringify({ panels: [{ title: "Row", panels: [{ title: "Requests", targets: [target] }] }] }),
  );
const AT = 'data["shop.json"]';

describeRule(dashboardQueries, {
  passes: {
    "a query with a variable": [dashboard({ expr: 'rate(x{pod=~"$pod"}[$__rate_interval])' })],
    "a query of logs": [dashboard({ expr: '{app="shop"} |= "error"', datasource: { type: "loki" } })],
    "a ConfigMap without a dashboard": [
      resource("kubernetes:core/v1:ConfigMap", { data: { "settings.json": "{" } }),
    ],
  },
  fails: {
    "a query that does not parse": {
      stack: [dashboard({ expr: "rate(x)" })],
      findings: [
        `a query of the panel "Requests" needs a range, such as [5m], in the argument of rate(): "rate(x)" [${AT}]`,
      ],
    },
    "a dashboard that is not JSON": {
      stack: [configMap("{")],
      findings: [`the dashboard is not JSON [${AT}]`],
    },
  },
  unknown: {
    "a dashboard of another resource": { stack: [configMap(UNKNOWN)], at: [AT] },
  },
});
