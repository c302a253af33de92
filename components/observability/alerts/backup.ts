import { argumentsOf } from "../../core/arguments.ts";
import { type Alerts, matches } from "./alert.ts";

/** Thresholds for backups by a CronJob. @public */
export interface BackupLimits {
  readonly namespace: string;
  /** Name of the CronJob; Kubernetes exports the time of its last success. */
  readonly cronJob: string;
  /** Age of the newest backup, in s. Default 3600 (source: howlerops, disaster recovery). */
  readonly ageSeconds?: number;
}

/** There is no recent backup: none ran, or none succeeded. */
export function backupAlerts(limits: BackupLimits) {
  argumentsOf("backupAlerts", "", limits);
  const { namespace, cronJob, ageSeconds = 3600 } = limits;
  const of = `${matches("namespace", namespace)}, ${matches("cronjob", cronJob)}`;
  const created = `kube_cronjob_created{${of}}`;
  // Before its first success the job's own age counts, so that one that never succeeded is found too.
  const newest = `max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{${of}} or ${created})`;
  return {
    BackupTooOld: {
      // Just before the next hourly backup the last one is an hour old: only a lasting condition is a failure.
      expr: `time() - ${newest} > ${ageSeconds} or absent(${created})`,
      forMinutes: 15,
      severity: "critical",
      summary: `The newest backup by ${cronJob} is too old`,
      description: `More than ${ageSeconds / 3600} h of changes would be lost with the database.`,
    },
  } satisfies Alerts;
}
