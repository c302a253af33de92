import { recordedChart } from "#models/charts/charts";
import type { RecordedContainer, RecordedSwitch, RecordedWorkload } from "#models/charts/record";
import { quantityOf } from "#models/grammar/quantity";
import type { PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";
import { type Amounts, atLeast, containerAmounts, NOTHING } from "./amounts.ts";
import { type Pods, podAmounts, type SizedContainer, surgeOf } from "./pod-set.ts";

/**
 * The pods of a Helm release, by the record of its chart.
 *
 * @param defaults a LimitRange's defaults for containers, if there is one
 * @throws UnknownValue for a chart that is not recorded
 */
export function chartPods(release: PolicyResource, defaults: Property | undefined): Pods[] {
  const record = recordedChart(release.at("chart").text() ?? "");
  if (!record) {
    throw release.at("chart").unknown();
  }
  const values = release.at("values");
  return record.workloads
    .filter(({ enabled }) => isOn(enabled, values))
    .map((workload) => podsOf(workload, release, defaults));
}

/** Whether the values leave a part on; one that is not known counts as on. */
export function isOn(part: RecordedSwitch | undefined, values: Property): boolean {
  const setting = part && values.at(part.at);
  return !setting || (setting.exists() ? !setting.is(false) : part.default);
}

function podsOf(workload: RecordedWorkload, release: PolicyResource, defaults: Property | undefined): Pods {
  const values = release.at("values");
  const containers = workload.containers
    .filter(({ enabled = [] }) => enabled.every((each) => isOn(each, values)))
    .map((container) => sized(container, values, defaults));
  const count = countOf(workload, values);
  return {
    resource: release,
    label: `${release.at("name").text() ?? release.name}/${workload.name}`,
    count,
    surge: workload.kind === "Deployment" && count !== "node" ? surgeIn(workload, values, count) : 0,
    amounts: podAmounts(containers),
    containers,
    spec: undefined,
  };
}

function sized(
  { resources, defaults: set, init = false }: RecordedContainer,
  values: Property,
  defaults: Property | undefined,
): SizedContainer {
  const at = values.at(resources ?? "strata-no-such-value");
  const amounts = containerAmounts(at, set ? undefined : defaults);
  return {
    at,
    amounts: set ? atLeast(amounts, at.exists() ? NOTHING : amountsOf(set)) : amounts,
    isRunning: !init,
  };
}

function amountsOf({ requests, limits }: NonNullable<RecordedContainer["defaults"]>): Amounts {
  const number = (quantity: string | undefined) => quantityOf(quantity ?? "0") ?? 0;
  return {
    cpu: number(requests.cpu),
    memory: number(requests.memory),
    cpuLimit: number(limits.cpu),
    memoryLimit: number(limits.memory),
  };
}

function countOf({ replicas }: RecordedWorkload, values: Property): number | "node" {
  if (replicas === "each node") {
    return "node";
  }
  const count = values.at(replicas.at).number() ?? replicas.default;
  const scaling = replicas.autoscaling === undefined ? undefined : values.at(replicas.autoscaling);
  return scaling?.at("enabled").is(true) ? (scaling.at("maxReplicas").number() ?? count) : count;
}

function surgeIn({ strategy }: RecordedWorkload, values: Property, count: number): number {
  return surgeOf(values.at(strategy ?? "strata-no-such-value"), count);
}
