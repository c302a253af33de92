import { isRecord, isUnknown, type Value } from "#graph/model";
import { splitRegistry } from "../grammar/image.ts";
import type {
  ChartRecord,
  RecordedContainer,
  RecordedImage,
  RecordedReplicas,
  RecordedSwitch,
  RecordedWorkload,
  Resources,
} from "./record.ts";

/** Pods of a release: what the chart makes of its values. */
export interface ChartWorkload {
  readonly kind: RecordedWorkload["kind"];
  readonly name: string;
  /** Fewest and most pods; "each node" of a DaemonSet, "unknown" if it depends on a value that is not known yet. */
  readonly replicas: { readonly min: number; readonly max: number } | "each node" | "unknown";
  readonly hostNetwork: boolean;
  readonly containers: readonly ChartContainer[];
}

export interface ChartContainer {
  readonly name: string;
  readonly init: boolean;
  readonly image: ChartImage;
  readonly requests: Resources;
  readonly limits: Resources;
}

export interface ChartImage {
  readonly registry: string;
  readonly repository: string;
  /** Undefined if the values name none and the installed version is not the recorded one. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/**
 * The pods of a release.
 *
 * @param version installed version of the chart
 * @param values of the release
 */
export function chartWorkloads(
  record: ChartRecord,
  version: string | undefined,
  values: Value,
): readonly ChartWorkload[] {
  const exact = version === record.version;
  return record.workloads
    .filter(({ enabled }) => isOn(enabled, values))
    .map(({ kind, name, replicas, hostNetwork = false, containers }) => ({
      kind,
      name,
      replicas: replicas === "each node" ? replicas : replicasOf(replicas, values),
      hostNetwork,
      containers: containers
        .filter(({ enabled = [] }) => enabled.every((each) => isOn(each, values)))
        .map((container) => containerOf(container, values, exact)),
    }));
}

function isOn(value: RecordedSwitch | undefined, values: Value): boolean {
  return value === undefined || (at(values, value.at) ?? value.default) !== false;
}

function replicasOf(replicas: RecordedReplicas, values: Value): ChartWorkload["replicas"] {
  const scaling = replicas.autoscaling === undefined ? undefined : at(values, replicas.autoscaling);
  if (isRecord(scaling) && scaling["enabled"] === true) {
    const { minReplicas: min, maxReplicas: max } = scaling;
    return typeof min === "number" && typeof max === "number" ? { min, max } : "unknown";
  }
  const fixed = at(values, replicas.at) ?? replicas.default;
  return typeof fixed === "number" ? { min: fixed, max: fixed } : "unknown";
}

function containerOf(
  { name, init = false, image, resources, defaults }: RecordedContainer,
  values: Value,
  exact: boolean,
): ChartContainer {
  const set = resources === undefined ? undefined : at(values, resources);
  return {
    name,
    init,
    image: imageOf(image, values, exact),
    // Helm merges the values into the chart's own.
    requests: { ...defaults?.requests, ...quantities(set, "requests") },
    limits: { ...defaults?.limits, ...quantities(set, "limits") },
  };
}

function imageOf(image: RecordedImage, values: Value, exact: boolean): ChartImage {
  const set = at(values, image.at);
  const text = (key: string) => {
    const value = isRecord(set) ? set[key] : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const sha = text("sha");
  // Some charts have the registry within the repository.
  const named = splitRegistry(text("repository") ?? image.repository);
  return {
    registry: text("registry") ?? named.registry ?? image.registry,
    repository: named.path,
    tag: text("tag") ?? (exact ? image.tag : undefined),
    digest: text("digest") ?? (sha === undefined ? undefined : `sha256:${sha}`),
  };
}

function quantities(set: Value | undefined, part: "requests" | "limits"): Resources {
  const found = isRecord(set) ? set[part] : undefined;
  const { cpu, memory } = isRecord(found) ? found : {};
  return {
    ...(typeof cpu === "string" || typeof cpu === "number" ? { cpu: String(cpu) } : {}),
    ...(typeof memory === "string" || typeof memory === "number" ? { memory: String(memory) } : {}),
  };
}

/** The value at a dotted path; undefined if it is not set, or if something above it is not known. */
function at(values: Value, path: string): Value | undefined {
  return path
    .split(".")
    .reduce<Value | undefined>(
      (value, key) => (isRecord(value) && !isUnknown(value) ? value[key] : undefined),
      values,
    );
}
