import { PriorityClass } from "@pulumi/kubernetes/scheduling/v1/priorityClass.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";

/** Priority of a class's pods over others when nodes are full. */
export interface PriorityClassArgs {
  /** Higher values win; 1 to 1,000,000,000, below the system's own classes. */
  readonly value: number;
  /** Its purpose, in a sentence. */
  readonly description: string;
  /** Whether its pods preempt lower ones on a full node. Default true. */
  readonly preempts?: boolean;
  /** Whether it is the default of pods without a class. Default false; at most one may be. */
  readonly isDefault?: boolean;
}

/** Arguments of {@link PriorityClasses}. */
export interface PriorityClassesArgs {
  /** System that the cluster serves. */
  readonly partOf: string;
  /** Classes by their name in the cluster. Default {@link STANDARD_CLASSES}. */
  readonly classes?: Readonly<Record<string, PriorityClassArgs>>;
}

/** The classes that the layers above expect; load is shed from the last one on. */
export const STANDARD_CLASSES = {
  critical: { value: 1_000_000, description: "Without it nobody is served: ingress, databases, caches" },
  standard: { value: 100_000, description: "What users talk to", isDefault: true },
  batch: { value: 1_000, description: "Waits for room: jobs, reports, clean-up", preempts: false },
} satisfies Record<string, PriorityClassArgs>;

/**
 * The order in which pods are scheduled. Classes are cluster-scoped: create them once per cluster.
 *
 * @public
 */
export class PriorityClasses extends Component {
  readonly resources: { readonly classes: Readonly<Record<string, PriorityClass>> };

  constructor(name: string, args: PriorityClassesArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(argumentsOf("PriorityClasses", name, args), args);
    super("cluster", "PriorityClasses", name, settings, opts);

    const classes: Record<string, PriorityClass> = {};
    for (const [key, { value, description, preempts, isDefault }] of Object.entries(settings.classes)) {
      classes[key] = new PriorityClass(
        `${name}-${key}`,
        {
          metadata: { name: key, labels: labelsOf({ name: key, partOf: settings.partOf }) },
          value,
          description,
          globalDefault: isDefault,
          preemptionPolicy: preempts ? "PreemptLowerPriority" : "Never",
        },
        {
          parent: this,
          // The API refuses to change these two. Running pods keep the values from their admission.
          replaceOnChanges: ["value", "preemptionPolicy"],
        },
      );
    }
    this.resources = { classes };
    const order = Object.entries(settings.classes).sort(([, one], [, other]) => other.value - one.value);
    this.publish({ facts: { priorityClasses: order.map(([name, { value }]) => ({ name, value })) } });
  }
}

function withDefaults(checks: ArgumentChecks, { partOf, classes = STANDARD_CLASSES }: PriorityClassesArgs) {
  const settings: Record<string, Required<PriorityClassArgs>> = {};
  for (const [key, given] of Object.entries(classes)) {
    checks.that(
      /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(key) && !key.startsWith("system-"),
      "classes key",
      key,
      "DNS labels that do not start with system-",
    );
    checks.whole(`classes["${key}"].value`, given.value, 1, 1_000_000_000, "above are the system's own");
    settings[key] = { preempts: true, isDefault: false, ...given };
  }
  const defaults = Object.keys(settings).filter((key) => settings[key]?.isDefault);
  checks.that(defaults.length <= 1, "classes", defaults, "maps with at most one isDefault");
  return { partOf, classes: settings };
}
