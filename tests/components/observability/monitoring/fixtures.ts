import { Monitoring } from "#components/observability/monitoring";
import type { MonitoringArgs } from "#components/observability/monitoring/args";
import type { Graph, Values } from "#graph/model";
import { nodeNamed, recordWith } from "../../../support/record.ts";

export const ARGS: MonitoringArgs = {
  namespace: "monitoring",
  partOf: "shop",
  routing: "page",
  pagerDuty: { secretId: "shop-prod-pagerduty", store: "secret-manager" },
};
export const RELEASE = "kubernetes:helm.sh/v3:Release";

export function recorded(args: Partial<MonitoringArgs> = {}): Promise<Graph> {
  return recordWith(({ all }) => {
    new Monitoring("monitoring", { ...ARGS, ...args }, { providers: all });
    return {};
  });
}

export async function valuesOf(args: Partial<MonitoringArgs> = {}): Promise<Values> {
  return nodeNamed(await recorded(args), "monitoring", RELEASE).inputs["values"] as Values;
}

export function at(values: Values, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values);
}
