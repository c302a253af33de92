import { argumentsOf } from "../../core/arguments.ts";
import type { MonitoringArgs } from "./args.ts";

/** The plain arguments of the monitoring with their defaults filled in. */
export type MonitoringSettings = ReturnType<typeof monitoringWithDefaults>;

/** Validates the arguments and fills in defaults. @throws ArgumentError naming the invalid argument */
export function monitoringWithDefaults(name: string, args: MonitoringArgs) {
  const checks = argumentsOf("Monitoring", name);
  const { namespace, partOf, retentionDays = 30, replicas = 2, diskGiB = 50, routing, pagerDuty } = args;
  const { memoryLimitMiB = 4096 } = args;
  const { storageClass = "premium-rwo", externalLabels = {}, placement } = args;
  // The chart truncates longer names, and the names of Services are derived from this one.
  checks.matches("name", name, /^[a-z]([a-z0-9-]{0,24}[a-z0-9])?$/, "DNS labels of at most 26 characters");
  checks.whole("retentionDays", retentionDays, 1, 365);
  checks.whole("replicas", replicas, 1, 2, "two scrape the same; Grafana asks either");
  checks.whole("diskGiB", diskGiB, 1, 65_536);
  checks.whole("memoryLimitMiB", memoryLimitMiB, 1024, 1_048_576, "it requests 1024 MiB");
  checks.oneOf("routing", routing, ["none", "ticket", "page"]);
  checks.that(
    routing === "none" || pagerDuty !== undefined,
    "pagerDuty",
    pagerDuty,
    `a secret with PagerDuty's key (routing is "${routing}", so somebody is to be told)`,
  );
  return {
    namespace,
    partOf,
    retentionDays,
    replicas,
    diskGiB,
    memoryLimitMiB,
    storageClass,
    routing,
    externalLabels,
    ...(placement === undefined ? {} : { placement }),
    ...(pagerDuty === undefined ? {} : { pagerDuty }),
  };
}
