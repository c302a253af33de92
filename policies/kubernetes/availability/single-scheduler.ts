import type { PolicyContext, PolicyResource } from "../../context.ts";
import { stackRule } from "../../rule.ts";
import { isAutoscaled } from "../autoscaler.ts";
import { allContainers, type Container } from "../workload.ts";

/**
 * Commands that start a clock which enqueues due jobs, and which may run once. Sources: Celery documentation, Periodic
 * Tasks ("you have to ensure only a single scheduler is running"); RQ Scheduler, Clockwork and Periodiq, README;
 * Laravel documentation, Task Scheduling.
 */
const SCHEDULERS = [
  /\bcelery\b.*(\sbeat\b|\s-B\b|\s--beat\b)/,
  /\brqscheduler\b/,
  /\bclockwork\b.*\.rb\b/,
  /\bperiodiq\b/,
  /\bartisan\s+schedule:work\b/,
  /\bsupercronic\b|\bcrond\b/,
];

export const singleScheduler = stackRule<Container>({
  id: "kubernetes-single-scheduler",
  title: "A scheduler runs once, during a rollout as well",
  appliesTo: ["kubernetes:apps/v1:Deployment"],
  fix: "set replicas to 1 and strategy.type to Recreate, without an autoscaler; singleton: true on a Worker does",
  why: "Two schedulers enqueue every due job twice: mails are sent and cards are charged a second time.",
  each: (deployment) => allContainers(deployment),
  *check(container, stack, deployment) {
    const command = commandOf(container);
    if (SCHEDULERS.some((pattern) => pattern.test(command)) && mayRunTwice(deployment, stack)) {
      yield container.property.violation(
        `${container.label} is a scheduler (${command.slice(0, 60)}), of which two may run at once`,
      );
    }
  },
});

function commandOf({ property }: Container): string {
  return ["command", "args"].flatMap((list) => property.at(list).texts()).join(" ");
}

function mayRunTwice(deployment: PolicyResource, stack: PolicyContext): boolean {
  const replicas = deployment.at("spec.replicas");
  const surge = deployment.at("spec.strategy.rollingUpdate.maxSurge");
  const stopsFirst =
    deployment.at("spec.strategy.type").is("Recreate") || surge.is(0) || surge.is("0") || surge.is("0%");
  return !stopsFirst || (replicas.number() ?? 1) > 1 || isAutoscaled(deployment, stack);
}
