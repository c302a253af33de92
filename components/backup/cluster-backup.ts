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
  /** Start of the plans' names, unique in the project and region, such as `howlerops-prod`. Changing it replaces them. */
  readonly prefix: string;
  /** Id of the cluster, which runs the backup agent. Changing it replaces the plans. */
  readonly cluster: Input<string>;
  /** Region that keeps the backups, such as `us-central1`; another one than the cluster's survives its region. */
  readonly location: string;
  /** Namespaces to back up. Default: all. */
  readonly namespaces?: readonly string[];
  /** Most minutes of changes that may be lost, 60 to 86400; backups are made as often as that takes. Default 60 (source: howlerops, disaster recovery). */
  readonly lossMinutes?: number;
  /** Days that a backup is kept, 1 to 365. Default 7 (source: howlerops, backup strategy). */
  readonly retentionDays?: number;
  /** Days in which nobody can delete a backup, 0 to 90. Default: as long as it is kept, at most 90. */
  readonly lockDays?: number;
  /** Whether Kubernetes Secrets are in it. Default false: their values are in Secret Manager. */
  readonly includeSecrets?: boolean;
  /** Id of a KMS key for the backed-up objects. Default: Google's own keys. */
  readonly encryptionKey?: Input<string>;
  /** Whether Pulumi and the provider refuse to delete the plans, and with them the backups. Default true. */
  readonly protect?: boolean;
}

/**
 * Backups of a cluster's objects and volumes by Backup for GKE, and the plan by which they are restored.
 *
 * A lost cluster is made anew by the program itself; what only the cluster had, its volumes, comes from the
 * backup. So restoring leaves alone what is there already, and takes no objects of the whole cluster.
 *
 * @throws ArgumentError naming the argument that cannot work, before anything is registered
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
  const checks = argumentsOf("ClusterBackup", name);
  const { prefix, location, namespaces = [], lossMinutes = 60, retentionDays = 7 } = args;
  const { lockDays = Math.min(retentionDays, 90), includeSecrets = false, protect = true } = args;
  checks.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.matches("location", location, REGION, REGION_RULE);
  checks.whole("lossMinutes", lossMinutes, 60, 86_400, "what Backup for GKE takes");
  checks.whole("retentionDays", retentionDays, 1, 365);
  checks.whole("lockDays", lockDays, 0, Math.min(retentionDays, 90), "no longer than backups are kept");
  // A schedule that is slower than backups expire would leave times without any.
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
