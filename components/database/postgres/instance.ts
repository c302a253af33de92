import { DatabaseInstance } from "@pulumi/gcp/sql/databaseInstance.js";
import type * as inputs from "@pulumi/gcp/types/input.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { RandomPassword } from "@pulumi/random/randomPassword.js";
import { ignoring } from "../../core/ignored-changes.ts";
import type { PrivateServices } from "../../network/vpc/private-services.ts";
import type { PostgresReplicaArgs } from "./args.ts";
import { databaseFlags } from "./flags.ts";
import { createPassword, PASSWORD_POLICY } from "./password.ts";
import type { PostgresSettings } from "./settings.ts";

/** The provider sends a write-only password when this changes. */
const ROOT_PASSWORD_VERSION = "1";

/** Inputs of instances besides plain settings. */
export interface InstanceContext {
  readonly settings: PostgresSettings;
  readonly privateServices: PrivateServices;
  readonly encryptionKey: Input<string> | undefined;
}

/** Inputs of a replica. */
export interface ReplicaContext extends InstanceContext {
  /** Key of the replica in the arguments; undefined for a former primary, which has the primary's. */
  readonly key: string | undefined;
  readonly primary: DatabaseInstance;
}

/**
 * Creates a primary. Pulumi generates its name with a random suffix: the name of a deleted instance stays reserved for
 * up to a week. Its user `postgres` gets a generated password that nobody uses: without one, the password policy refuses
 * the instance.
 *
 * @param region of a promoted replica; default: that of the database
 */
export function createPrimary(
  logicalName: string,
  context: InstanceContext,
  opts: CustomResourceOptions,
  region: string = context.settings.region,
): DatabaseInstance {
  const instanceSettings = primarySettings(context);
  const rootPassword = createPassword(`${logicalName}-root`, undefined, opts);
  return createInstance(logicalName, { ...context, region, instanceSettings, rootPassword }, opts);
}

function primarySettings(context: InstanceContext): inputs.sql.DatabaseInstanceSettings {
  const { availability, backup, maintenance, protect, maxConnections, tier } = context.settings;
  return {
    ...commonSettings(
      context,
      tier.name,
      maxConnections === tier.maxConnections ? undefined : maxConnections,
    ),
    availabilityType: availability === "regional" ? "REGIONAL" : "ZONAL",
    backupConfiguration: {
      enabled: true,
      startTime: backup.startTime,
      ...(backup.location === undefined ? {} : { location: backup.location }),
      backupRetentionSettings: { retainedBackups: backup.retentionDays, retentionUnit: "COUNT" },
      pointInTimeRecoveryEnabled: true,
      transactionLogRetentionDays: backup.pointInTimeRecoveryDays,
    },
    maintenanceWindow: { day: maintenance.day, hour: maintenance.hour, updateTrack: maintenance.track },
    retainBackupsOnDelete: protect,
    finalBackupConfig: protect ? { enabled: true, retentionDays: 30 } : { enabled: false },
    passwordValidationPolicy: PASSWORD_POLICY,
  };
}

/** Creates a replica that follows the primary; it is in one zone and has no backups. */
export function createReplica(
  logicalName: string,
  context: ReplicaContext,
  opts: CustomResourceOptions,
): DatabaseInstance {
  const { settings, key, primary } = context;
  const replica: PostgresReplicaArgs = (key === undefined ? undefined : settings.replicas[key]) ?? {};
  const { region = settings.region, tier = settings.tier.name } = replica;
  // A standby must accept what its primary does; the default of a machine as large is enough.
  const flag = settings.maxConnections === settings.tier.maxConnections ? undefined : settings.maxConnections;
  const instanceSettings = {
    ...commonSettings(context, tier, replica.maxConnections ?? flag),
    availabilityType: "ZONAL",
    backupConfiguration: { enabled: false },
  };
  return createInstance(logicalName, { ...context, region, instanceSettings, follows: primary.name }, opts);
}

interface InstanceSource extends InstanceContext {
  readonly region: string;
  readonly instanceSettings: inputs.sql.DatabaseInstanceSettings;
  /** Name of its primary; undefined for a primary. */
  readonly follows?: Input<string>;
  /** Password of `postgres`; undefined for a replica, which has its primary's. */
  readonly rootPassword?: RandomPassword;
}

function createInstance(
  logicalName: string,
  source: InstanceSource,
  opts: CustomResourceOptions,
): DatabaseInstance {
  const { settings, privateServices, encryptionKey, region, instanceSettings, follows, rootPassword } =
    source;
  const { protect, version } = settings;
  return new DatabaseInstance(
    logicalName,
    {
      databaseVersion: `POSTGRES_${version}`,
      region,
      ...(follows === undefined
        ? { instanceType: "CLOUD_SQL_INSTANCE" }
        : { instanceType: "READ_REPLICA_INSTANCE", masterInstanceName: follows }),
      ...(encryptionKey === undefined ? {} : { encryptionKeyName: encryptionKey }),
      deletionProtection: protect,
      ...(rootPassword === undefined
        ? {}
        : { rootPasswordWo: rootPassword.result, rootPasswordWoVersion: ROOT_PASSWORD_VERSION }),
      settings: instanceSettings,
    },
    {
      ...opts,
      protect,
      dependsOn: [privateServices.connection],
      ...ignoring({
        path: "settings.diskSize",
        because:
          "the disk grows with the data; the program's size would shrink it, which requires a new instance",
      }),
      customTimeouts: { create: "60m", update: "60m", delete: "60m" },
    },
  );
}

function commonSettings(
  { settings, privateServices }: InstanceContext,
  tier: string,
  maxConnections: number | undefined,
): inputs.sql.DatabaseInstanceSettings {
  const { slowQueryMs, flags, disk, labels, protect } = settings;
  return {
    tier,
    // Explicit, since Cloud SQL assumes Enterprise Plus from PostgreSQL 16 on.
    edition: settings.tier.edition,
    databaseFlags: databaseFlags({ slowQueryMs, maxConnections, flags }),
    deletionProtectionEnabled: protect,
    diskType: settings.tier.diskType,
    diskSize: disk.initialGiB,
    diskAutoresize: true,
    diskAutoresizeLimit: disk.limitGiB,
    insightsConfig: {
      queryInsightsEnabled: true,
      queryPlansPerMinute: 5,
      queryStringLength: 1024,
      recordApplicationTags: true,
      recordClientAddress: false,
    },
    ipConfiguration: {
      ipv4Enabled: false,
      privateNetwork: privateServices.network,
      allocatedIpRange: privateServices.rangeName,
      sslMode: "ENCRYPTED_ONLY",
      enablePrivatePathForGoogleCloudServices: false,
    },
    userLabels: labels,
  };
}
