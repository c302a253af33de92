import { argumentsOf } from "../../core/arguments.ts";
import { DNS_LABEL } from "../../operator/platform-operator.ts";
import type { MonitoringArgs } from "./args.ts";
import { checkReceivers } from "./receivers.ts";

const SECRET_ID = /^[A-Za-z][A-Za-z0-9_-]{0,254}$/;

/** The plain arguments of the monitoring with their defaults filled in. */
export type MonitoringSettings = ReturnType<typeof monitoringWithDefaults>;

/** Validates the arguments and fills in defaults. @throws ArgumentError naming the invalid argument */
export function monitoringWithDefaults(name: string, args: MonitoringArgs) {
  const checks = argumentsOf("Monitoring", name, args);
  const { namespace, partOf, retentionDays = 30, replicas = 2, diskGiB = 50, routing, pagerDuty } = args;
  const { memoryLimitMiB = 4096 } = args;
  const { storageClass = "premium-rwo", externalLabels = {}, placement } = args;
  const { receivers = {}, heartbeat, secretStore = pagerDuty?.store } = args;
  const grafana = { diskGiB: 10, dashboardNamespaces: [], ...args.grafana };
  // The chart truncates longer names, and the names of Services are derived from this one.
  checks.matches("name", name, /^[a-z]([a-z0-9-]{0,24}[a-z0-9])?$/, "DNS labels of at most 26 characters");
  checks.whole("retentionDays", retentionDays, 1, 365);
  checks.whole("replicas", replicas, 1, 2, "two scrape the same; Grafana asks either");
  checks.whole("diskGiB", diskGiB, 1, 65_536);
  checks.whole("memoryLimitMiB", memoryLimitMiB, 1024, 1_048_576, "it requests 1024 MiB");
  checks.oneOf("routing", routing, ["none", "ticket", "page"]);
  checks.that(
    routing === "none" || pagerDuty !== undefined || Object.keys(receivers).length > 0,
    "pagerDuty",
    pagerDuty,
    `a secret with PagerDuty's key, or receivers (routing is "${routing}", so somebody is to be told)`,
  );
  checkReceivers(checks, receivers);
  const secrets = {
    ...receivers,
    ...(heartbeat === undefined ? {} : { heartbeat: { secretId: heartbeat } }),
  };
  for (const [key, { secretId }] of Object.entries(secrets)) {
    // The value is not shown, since it may be the secret.
    checks.that(SECRET_ID.test(secretId), `secret of ${key}`, "(hidden)", "ids of Secret Manager secrets");
    checks.that(
      secretStore !== undefined,
      "secretStore",
      secretStore,
      "names of the cluster's secret store, which has the receivers' secrets",
    );
  }
  checks.whole("grafana.diskGiB", grafana.diskGiB, 0, 65_536, "0 keeps nothing");
  for (const each of grafana.dashboardNamespaces) {
    checks.matches("grafana.dashboardNamespaces", each, DNS_LABEL, "names of namespaces");
  }
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
    receivers,
    grafana,
    ...(placement === undefined ? {} : { placement }),
    ...(pagerDuty === undefined ? {} : { pagerDuty }),
    ...(heartbeat === undefined ? {} : { heartbeat }),
    ...(secretStore === undefined ? {} : { secretStore }),
  };
}
