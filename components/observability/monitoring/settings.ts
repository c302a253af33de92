import { argumentsOf } from "../../core/arguments.ts";
import type { MonitoringArgs } from "./args.ts";

/** The plain arguments of the monitoring with their defaults filled in. */
export type MonitoringSettings = ReturnType<typeof monitoringSettings>;

/** Checks the arguments and fills in what was left out. @throws ArgumentError naming what cannot work */
export function monitoringSettings(name: string, args: MonitoringArgs) {
  const check = argumentsOf("Monitoring", name);
  const { namespace, partOf, retentionDays = 30, replicas = 2, diskGiB = 50, routing, pagerDuty } = args;
  const { storageClass = "premium-rwo", externalLabels = {}, placement } = args;
  // The chart cuts longer names off, and the names of Services follow from this one.
  check.matches("name", name, /^[a-z]([a-z0-9-]{0,24}[a-z0-9])?$/, "DNS labels of at most 26 characters");
  check.whole("retentionDays", retentionDays, 1, 365);
  check.whole("replicas", replicas, 1, 2, "two scrape the same; Grafana asks either");
  check.whole("diskGiB", diskGiB, 1, 65_536);
  check.oneOf("routing", routing, ["none", "ticket", "page"]);
  check.that(
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
    storageClass,
    routing,
    externalLabels,
    ...(placement === undefined ? {} : { placement }),
    ...(pagerDuty === undefined ? {} : { pagerDuty }),
  };
}
