import { DatabaseInstance } from "@pulumi/gcp/sql/databaseInstance.js";
import type * as inputs from "@pulumi/gcp/types/input.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { PrivateServices } from "../../network/vpc/private-services.ts";
import { databaseFlags } from "./flags.ts";
import type { PostgresSettings } from "./settings.ts";

/** What instances are made from besides plain settings. */
export interface InstanceContext {
  readonly settings: PostgresSettings;
  readonly privateServices: PrivateServices;
  readonly encryptionKey: Input<string> | undefined;
  readonly opts: CustomResourceOptions;
}

/**
 * Creates the primary. Its name is Pulumi's, with a random end: the name of a deleted instance stays taken
 * for up to a week.
 */
export function createPrimary(logicalName: string, context: InstanceContext): DatabaseInstance {
  const { availability, backup, maintenance, protect, maxConnections, region, tier } = context.settings;
  return createInstance(logicalName, region, context, {
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
    passwordValidationPolicy: {
      enablePasswordPolicy: true,
      minLength: 16,
      complexity: "COMPLEXITY_DEFAULT",
      disallowUsernameSubstring: true,
    },
  });
}

/** Creates a replica that follows the primary; it lives in one zone and has no backups of its own. */
export function createReplica(
  logicalName: string,
  key: string,
  primary: DatabaseInstance,
  context: InstanceContext,
): DatabaseInstance {
  const { settings } = context;
  const { region = settings.region, tier = settings.tier.name } = settings.replicas[key] ?? {};
  // A standby must accept what its primary does; another machine's default is checked to be enough.
  const own = settings.maxConnections === settings.tier.maxConnections;
  return createInstance(
    logicalName,
    region,
    context,
    {
      ...commonSettings(context, tier, own ? undefined : settings.maxConnections),
      availabilityType: "ZONAL",
      backupConfiguration: { enabled: false },
    },
    primary.name,
  );
}

function createInstance(
  logicalName: string,
  region: string,
  { settings, privateServices, encryptionKey, opts }: InstanceContext,
  instanceSettings: inputs.sql.DatabaseInstanceSettings,
  primary?: Input<string>,
): DatabaseInstance {
  const { protect, version } = settings;
  return new DatabaseInstance(
    logicalName,
    {
      databaseVersion: `POSTGRES_${version}`,
      region,
      ...(primary === undefined ? { instanceType: "CLOUD_SQL_INSTANCE" } : {}),
      ...(primary === undefined
        ? {}
        : { instanceType: "READ_REPLICA_INSTANCE", masterInstanceName: primary }),
      ...(encryptionKey === undefined ? {} : { encryptionKeyName: encryptionKey }),
      deletionProtection: protect,
      settings: instanceSettings,
    },
    {
      ...opts,
      protect,
      dependsOn: [privateServices.connection],
      // The disk grows with the data; the program's size would shrink it again, which means a new instance.
      ignoreChanges: ["settings.diskSize"],
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
    // Stated, since Cloud SQL assumes Enterprise Plus from PostgreSQL 16 on.
    edition: settings.tier.edition,
    databaseFlags: databaseFlags({ slowQueryMs, maxConnections, flags }),
    deletionProtectionEnabled: protect,
    diskType: "PD_SSD",
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
