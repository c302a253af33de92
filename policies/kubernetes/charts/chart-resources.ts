import { recordedChart } from "#models/charts/charts";
import { isOn } from "../../capacity/pods/chart-pods.ts";
import { type Property, separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { RELEASES } from "./values.ts";

export const chartResources = resourceRule<Property>({
  id: "kubernetes-chart-resources",
  title: "Pods of charts request CPU and memory and limit memory",
  severity: "medium",
  appliesTo: RELEASES,
  fix: "set the named value of the chart to requests.cpu, requests.memory and limits.memory",
  why: "Charts leave resources empty: a namespace's default limit then ends pods that need more, and nodes overcommit.",
  each(release) {
    const record = recordedChart(release.at("chart").text() ?? "");
    const values = release.at("values");
    const containers = (record?.workloads ?? [])
      .filter(({ enabled }) => isOn(enabled, values))
      .flatMap((workload) => workload.containers)
      .filter(({ enabled = [], defaults }) => !defaults && enabled.every((each) => isOn(each, values)));
    const paths = new Set(containers.flatMap(({ resources }) => resources ?? []));
    return [...paths].map((path) => values.at(path));
  },
  check: (resources) =>
    separately(["requests.cpu", "requests.memory", "limits.memory"], function* (path) {
      const quantity = resources.at(path);
      if (!quantity.exists()) {
        yield quantity.violation(`the chart's pods have no ${path}`);
      }
    }),
});
