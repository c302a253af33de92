import { backupAlerts } from "#components/observability/alerts/backup";
import { certificateAlerts } from "#components/observability/alerts/certificates";
import { databaseAlerts } from "#components/observability/alerts/database";
import { ingressAlerts } from "#components/observability/alerts/ingress";
import { podAlerts } from "#components/observability/alerts/pods";
import { queueAlerts } from "#components/observability/alerts/queue";
import { requestAlerts } from "#components/observability/alerts/requests";
import { serviceLevelAlerts } from "#components/observability/alerts/service-level";

/** Every function's alerts with its defaults, as a system in this namespace has them. */
export function allAlerts(namespace: string) {
  return {
    ...ingressAlerts(),
    ...requestAlerts({ namespace }),
    ...podAlerts({ namespace }),
    ...databaseAlerts({ namespace }),
    ...backupAlerts({ namespace, cronJob: "dump" }),
    ...certificateAlerts(),
    ...queueAlerts({ namespace }),
    ...serviceLevelAlerts({ namespace }),
  };
}
