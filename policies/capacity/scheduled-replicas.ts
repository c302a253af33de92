import type { PolicyContext, PolicyResource } from "../context.ts";
import { foundBeside, type Kind } from "../kubernetes/objects.ts";
import { type Property, separately, type UnknownValue } from "../property.ts";
import { stackRule } from "../rule.ts";

const STEP = "kubernetes:batch/v1:CronJob";
const SCALED = "kubernetes:keda.sh/v1alpha1:ScaledObject";

const AUTOSCALER: Kind = {
  type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  keyOf(autoscaler) {
    const name = autoscaler.at("metadata.name");
    return name.isReadable() ? name.text() : undefined;
  },
};

/** A minimum number of pods that something sets later. */
interface Step {
  readonly at: Property;
  readonly minimum: number;
  /** Name of the autoscaler. */
  readonly autoscaler: string;
}

export const scheduledReplicas = stackRule<Step>({
  id: "capacity-scheduled-replicas",
  title: "Scheduled minimums are at most an autoscaler's maximum",
  severity: "high",
  appliesTo: [STEP, SCALED],
  fix: "raise the autoscaler's maxReplicas, or lower the step",
  why: "The API refuses the change at each scheduled time, so that the pods that the step was to start ahead of the load are not there.",
  each: (resource) => (resource.type === STEP ? stepsOf(resource) : triggersOf(resource)),
  *check({ at, minimum, autoscaler }, stack, resource) {
    const maximum =
      resource.type === SCALED
        ? (resource.at("spec.maxReplicaCount").number() ?? KEDA_MAXIMUM)
        : maximumOf(resource, autoscaler, stack);
    if (maximum !== undefined && minimum > maximum) {
      yield at.violation(
        `it sets at least ${minimum} pods, and the autoscaler "${autoscaler}" allows at most ${maximum}`,
      );
    }
  },
});

/** KEDA's own default. Source: KEDA, ScaledObject specification. */
const KEDA_MAXIMUM = 100;

/** A job that patches the minimum of an autoscaler, as ScheduledScaling declares it. */
function stepsOf(job: PolicyResource): Iterable<Step | UnknownValue> {
  const containers = job.at("spec.jobTemplate.spec.template.spec.containers");
  return separately(containers.items(), function* (container) {
    const args = [...container.at("command").items(), ...container.at("args").items()];
    const texts = args.map((each) => each.text() ?? "");
    const verb = texts.indexOf("patch");
    const [kind = "", name = ""] = verb < 0 ? [] : texts.slice(verb + 1, verb + 3);
    const patch = args.find((each) => /^(--patch|-p)=/.test(each.text() ?? ""));
    const minimum = patch && minimumIn(patch.text() ?? "");
    if (patch && minimum !== undefined && /^(hpa|horizontalpodautoscaler)/i.test(kind)) {
      yield { at: patch, minimum, autoscaler: name.split("/").at(-1) ?? name };
    }
  });
}

function minimumIn(argument: string): number | undefined {
  const text = argument.slice(argument.indexOf("=") + 1);
  return Number(/"minReplicas"\s*:\s*(\d+)/.exec(text)?.[1] ?? Number.NaN) || undefined;
}

/** A schedule of KEDA. */
function triggersOf(scaled: PolicyResource): Iterable<Step | UnknownValue> {
  return separately(scaled.at("spec.triggers").items(), function* (trigger) {
    const at = trigger.at("metadata.desiredReplicas");
    if (trigger.at("type").is("cron") && at.exists()) {
      const minimum = at.number() ?? Number(at.text());
      yield { at, minimum, autoscaler: scaled.at("metadata.name").text() ?? scaled.name };
    }
  });
}

function maximumOf(job: PolicyResource, name: string, stack: PolicyContext): number | undefined {
  const [autoscaler] = foundBeside(
    stack,
    AUTOSCALER,
    job,
    [name],
    (candidate) => candidate.at("metadata.name").text() === name,
    1,
  );
  return autoscaler?.at("spec.maxReplicas").number();
}
