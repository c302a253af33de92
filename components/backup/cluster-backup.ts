import { BackupPlan } from "@pulumi/gcp/gkebackup/backupPlan.js";
import { RestorePlan } from "@pulumi/gcp/gkebackup/restorePlan.js";
import type { ComponentResourceOptions, Input } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { REGION, REGION_RULE, RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";

/** Arguments of a {@link ClusterBackup}. */
export interface ClusterBackupArgs {
  /**
   * Prefix of the plans' names, unique in the project and region, such as `howlerops-prod`. Changing it replaces them.
   */
  readonly prefix: string;
  /** Id of the cluster, which runs the backup agent. Changing it replaces the plans. */
  readonly cluster: Input<string>;
  /**
   * Region that keeps the backups, such as `us-central1`; a region other than the cluster's survives the loss of the
   * cluster's region.
   */
  readonly location: string;
  /** Namespaces to back up. Default: all. */
  readonly namespaces?: readonly string[];
  /**
   * Recovery point objective, in minutes, 60 to 86400; it determines the frequency of backups. Default 60 (source:
   * howlerops, disaster recovery).
   */
  readonly lossMinutes?: number;
  /** Retention of a backup, in days, 1 to 365. Default 7 (source: howlerops, backup strategy). */
  readonly retentionDays?: number;
  /** Days during which a backup cannot be deleted, 0 to 90. Default: its retention, at most 90. */
  readonly lockDays?: number;
  /** Whether to include Kubernetes Secrets. Default false: their values are in Secret Manager. */
  readonly includeSecrets?: boolean;
  /** Id of a KMS key for the backed-up objects. Default: Google-managed keys. */
  readonly encryptionKey?: Input<string>;
  /** Whether Pulumi and the provider refuse to delete the plans, and with them the backups. Default true. */
  readonly protect?: boolean;
}

/**
 * Backups of a cluster's objects and volumes with Backup for GKE, and the plan for restoring them.
 *
 * The program itself recreates a lost cluster; its volumes, which only the cluster contained, come from the backup. A
 * restore therefore leaves existing objects unchanged, and skips cluster-scoped objects.
 *
 * @public
 * @throws ArgumentError naming the invalid argument, before anything is registered
 */
export class ClusterBackup extends Component {
  readonly resources: { readonly backup: BackupPlan; readonly restore: RestorePlan };

  constructor(name: string, args: ClusterBackupArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(name, args);
    super("backup", "ClusterBackup", name, settings, opts);

    const { prefix, location, namespaces, lossMinutes, retentionDays, lockDays, includeSecrets, protect } =
      settings;
    const { cluster, encryptionKey } = args;
    const common = { location, cluster, deletionPolicy: protect ? "PREVENT" : "DELETE" };
    const child = { parent: this, protect };
    const backup = new BackupPlan(
      `${name}-backup`,
      {
        ...common,
        name: `${prefix}-backup`,
        backupSchedule: { rpoConfig: { targetRpoMinutes: lossMinutes } },
        backupConfig: {
          includeVolumeData: true,
          includeSecrets,
          ...(namespaces.length > 0 ? { selectedNamespaces: { namespaces } } : { allNamespaces: true }),
          ...(encryptionKey === undefined ? {} : { encryptionKey: { gcpKmsEncryptionKey: encryptionKey } }),
        },
        retentionPolicy: { backupRetainDays: retentionDays, backupDeleteLockDays: lockDays },
        labels: { "managed-by": "strata" },
      },
      child,
    );
    const restore = new RestorePlan(
      `${name}-restore`,
      {
        ...common,
        name: `${prefix}-restore`,
        backupPlan: backup.id,
        restoreConfig: {
          ...(namespaces.length > 0 ? { selectedNamespaces: { namespaces } } : { allNamespaces: true }),
          namespacedResourceRestoreMode: "MERGE_SKIP_ON_CONFLICT",
          volumeDataRestorePolicy: "RESTORE_VOLUME_DATA_FROM_BACKUP",
          clusterResourceRestoreScope: { noGroupKinds: true },
        },
        labels: { "managed-by": "strata" },
      },
      child,
    );
    this.resources = { backup, restore };
    this.publish({ facts: factsOf(settings) });
  }
}

function withDefaults(name: string, args: ClusterBackupArgs) {
  const checks = argumentsOf("ClusterBackup", name, args);
  const { prefix, location, namespaces = [], lossMinutes = 60, retentionDays = 7 } = args;
  const { lockDays = Math.min(retentionDays, 90), includeSecrets = false, protect = true } = args;
  checks.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.matches("location", location, REGION, REGION_RULE);
  checks.whole("lossMinutes", lossMinutes, 60, 86_400, "what Backup for GKE takes");
  checks.whole("retentionDays", retentionDays, 1, 365);
  checks.whole("lockDays", lockDays, 0, Math.min(retentionDays, 90), "no longer than backups are kept");
  // A schedule longer than the retention would leave gaps without a backup.
  checks.that(
    lossMinutes <= retentionDays * 1440,
    "lossMinutes",
    lossMinutes,
    `up to ${retentionDays * 1440}, the ${retentionDays} days that backups are kept`,
  );
  return {
    prefix,
    location,
    namespaces: [...namespaces],
    lossMinutes,
    retentionDays,
    lockDays,
    includeSecrets,
    protect,
  };
}

function factsOf(settings: ReturnType<typeof withDefaults>): FactInputs {
  const { namespaces, lossMinutes, retentionDays, lockDays, location, protect } = settings;
  return {
    backups: { namespaces, lossMinutes, retentionDays, lockDays, location },
    ...optOuts({ protect: optOut(protect, true) }),
  };
}
