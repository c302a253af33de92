import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type * as inputs from "@pulumi/kubernetes/types/input.js";
import { type CustomResourceOptions, type Input, Output } from "@pulumi/pulumi";
import type { Fact } from "#graph/facts";
import { credentialsInField } from "#models/credentials/find";
import { ArgumentError } from "../arguments.ts";

/** One value that a chart accepts: its check at run time, and the type that a caller must supply. */
export interface ChartValue<T> {
  readonly $kind: "text" | "number" | "boolean" | "list" | "map" | "choice";
  /** The allowed values of a choice; for a map, the allowed keys, if restricted. */
  readonly $of?: readonly string[];
  /** Never set: it only carries the type. */
  readonly $type?: T;
}

/** The accepted values of a chart, as far as they are used: the shape of its `values.yaml`. */
export interface ChartValueTree {
  readonly [key: string]: ChartValue<unknown> | ChartValueTree;
}

/** Facts about a chart at one version, and their source. */
export interface ChartFacts<Values extends ChartValueTree = ChartValueTree> {
  /** Name in its repository, or an `oci://` reference. */
  readonly chart: string;
  /** Address of a classic repository; an `oci://` chart has none. */
  readonly repository?: string;
  /** Exact version: a range would change what is deployed without a change here. */
  readonly version: string;
  /** Source of its values, with version and date. */
  readonly source: string;
  readonly values: Values;
}

/** The type of a chart's values, derived from its facts: a key that the chart does not have is a type error. */
export type ChartValues<Facts> =
  Facts extends ChartValue<infer T> ? T : { readonly [Key in keyof Facts]?: ChartValues<Facts[Key]> };

export const text: ChartValue<Input<string>> = { $kind: "text" };
export const number: ChartValue<Input<number>> = { $kind: "number" };
export const boolean: ChartValue<Input<boolean>> = { $kind: "boolean" };
export const labels: ChartValue<Readonly<Record<string, string>>> = { $kind: "map" };

/** A list of objects of a Kubernetes type. */
export function listOf<T>(): ChartValue<readonly T[]> {
  return { $kind: "list" };
}

/** An object of a Kubernetes type that is passed through unchanged. */
export function objectOf<T extends object>(): ChartValue<T> {
  return { $kind: "map" };
}

/** Strings by known keys. */
export function textsBy<const Keys extends readonly string[]>(
  keys: Keys,
): ChartValue<Readonly<Partial<Record<Keys[number], string>>>> {
  return { $kind: "map", $of: keys };
}

export function choice<const T extends readonly string[]>(...of: T): ChartValue<T[number]> {
  return { $kind: "choice", $of: of };
}

/** Annotation of an object that Helm keeps when its release is removed. Source: Helm, resource policy. */
export const KEPT_BY_HELM = { "helm.sh/resource-policy": "keep" } as const;

/** Requests and limits of a part, and its spread over zones and nodes, in the charts' terms. */
export const resources = objectOf<inputs.core.v1.ResourceRequirements>();
export const topologySpreadConstraints = listOf<inputs.core.v1.TopologySpreadConstraint>();

/** The nodes for the pods of a part, in the charts' terms. */
export const placed = { nodeSelector: labels, tolerations: listOf<inputs.core.v1.Toleration>() };

/** The identity of the chart, independent of its values. */
export type ChartReference = Pick<ChartFacts<ChartValueTree>, "chart" | "version">;

/** Published facts of a chart: the last part of its address, and its version. */
export function chartFact({ chart, version }: ChartReference): Fact<"chart"> {
  return { name: chart.slice(chart.lastIndexOf("/") + 1), version };
}

/** Arguments of a {@link createChartRelease}. */
export interface ChartReleaseArgs<Values> {
  /** Name of the release; the prefix of the names of its objects. */
  readonly name: string;
  readonly namespace: Input<string>;
  readonly values: Values;
  /** Whether to skip the files of the chart's `crds/` folder. Default false. */
  readonly skipCrds?: boolean;
  /** Timeout of one Kubernetes operation, in seconds. Default 300, as in Helm. */
  readonly timeoutSeconds?: number;
}

/**
 * Installs a chart as a Helm release, including hooks, which Pulumi's rendered-manifest kind skips. The version is
 * pinned and no local path is used, since either would show spurious differences. A failed upgrade is rolled back
 * (`atomic`) and the resources it created are removed. The namespace is a separate resource, so that its labels are
 * managed.
 *
 * @throws ArgumentError for a value that is a credential in plain text
 */
export function createChartRelease<const Tree extends ChartValueTree>(
  logicalName: string,
  facts: ChartFacts<Tree>,
  args: ChartReleaseArgs<ChartValues<Tree>>,
  opts: CustomResourceOptions,
): Release {
  refuseCredentials(logicalName, args.values, "values");
  return new Release(
    logicalName,
    {
      name: args.name,
      namespace: args.namespace,
      chart: facts.chart,
      version: facts.version,
      ...(facts.repository ? { repositoryOpts: { repo: facts.repository } } : {}),
      values: args.values,
      atomic: true,
      cleanupOnFail: true,
      createNamespace: false,
      // Helm installs the files of a chart's crds/ folder once, with the first release, and never again.
      skipCrds: args.skipCrds ?? false,
      maxHistory: 5,
      timeout: args.timeoutSeconds ?? 300,
    },
    opts,
  );
}

/** Charts expose their values in plain text: in ConfigMaps, in arguments, in the output of `helm get values`. */
function refuseCredentials(name: string, value: unknown, path: string, key = ""): void {
  if (typeof value === "string") {
    for (const { kind } of credentialsInField(key, value)) {
      const words = "allowed are plain values (a chart takes the name of a Secret instead)";
      throw new ArgumentError("Release", name, `${path} is (hidden: ${kind}); ${words}`);
    }
    return;
  }
  if (typeof value === "object" && value !== null && !Output.isInstance(value)) {
    for (const [key, member] of Object.entries(value)) {
      refuseCredentials(name, member, `${path}.${key}`, key);
    }
  }
}

/** Paths in `values` that are unknown to the chart's facts, or whose value has another type; empty if all are valid. */
export function unknownChartValues(tree: ChartValueTree, values: unknown, path = ""): string[] {
  if (!isObject(values)) {
    return [path];
  }
  return Object.entries(values).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key;
    const fact = tree[key];
    if (fact === undefined) {
      return [at];
    }
    return isValue(fact) ? misfits(fact, value, at) : unknownChartValues(fact, value, at);
  });
}

function isValue(fact: ChartValue<unknown> | ChartValueTree): fact is ChartValue<unknown> {
  return typeof fact["$kind"] === "string";
}

function misfits(fact: ChartValue<unknown>, value: unknown, at: string): string[] {
  if (!fits(fact, value)) {
    return [at];
  }
  const { $kind, $of: known } = fact;
  return $kind === "map" && known && isObject(value)
    ? Object.keys(value).flatMap((key) => (known.includes(key) ? [] : [`${at}.${key}`]))
    : [];
}

function fits(fact: ChartValue<unknown>, value: unknown): boolean {
  switch (fact.$kind) {
    case "text":
      return typeof value === "string" || isObject(value);
    case "number":
    case "boolean":
      return typeof value === fact.$kind;
    case "list":
      return Array.isArray(value);
    case "map":
      return isObject(value);
    case "choice":
      return typeof value === "string" && (fact.$of?.includes(value) ?? false);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
