import { isRecord, isUnknown, type Value } from "#graph/model";
import type {
  ChartRecord,
  RecordedContainer,
  RecordedImage,
  RecordedReplicas,
  RecordedWorkload,
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

/** Quantities as the values have them, such as `100m` and `256Mi`; absent if none is set. */
export interface Resources {
  readonly cpu?: string;
  readonly memory?: string;
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
    .filter(({ enabled }) => enabled === undefined || (at(values, enabled.at) ?? enabled.default) !== false)
    .map(({ kind, name, replicas, hostNetwork = false, containers }) => ({
      kind,
      name,
      replicas: replicas === "each node" ? replicas : replicasOf(replicas, values),
      hostNetwork,
      containers: containers.map((container) => containerOf(container, values, exact)),
    }));
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
  { name, init = false, image, resources }: RecordedContainer,
  values: Value,
  exact: boolean,
): ChartContainer {
  const set = resources === undefined ? undefined : at(values, resources);
  return {
    name,
    init,
    image: imageOf(image, values, exact),
    requests: quantities(set, "requests"),
    limits: quantities(set, "limits"),
  };
}

function imageOf(image: RecordedImage, values: Value, exact: boolean): ChartImage {
  const set = at(values, image.at);
  const text = (key: string) => {
    const value = isRecord(set) ? set[key] : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const sha = text("sha");
  return {
    registry: text("registry") ?? image.registry,
    repository: text("repository") ?? image.repository,
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
