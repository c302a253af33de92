import type { CryptoKey } from "@pulumi/gcp/kms/cryptoKey.js";
import type { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember.js";
import { Bucket } from "@pulumi/gcp/storage/bucket.js";
import { getProjectServiceAccountOutput } from "@pulumi/gcp/storage/getProjectServiceAccount.js";
import { type CustomResourceOptions, interpolate } from "@pulumi/pulumi";
import { type Apis, onesOf } from "./apis.ts";
import { createKeyGrant } from "./keys.ts";

/** Inputs of the state storage. */
export interface StateStorageSettings {
  readonly bucketName: string;
  readonly project: string;
  readonly region: string;
  readonly protect: boolean;
  readonly apis: Apis;
  /** Encryption key of states; undefined if Google manages keys. */
  readonly key: CryptoKey | undefined;
}

/** Retention of previous states, in days. */
export const FORMER_STATE_DAYS = 90;
const SOFT_DELETE_DAYS = 30;
const DAY_SECONDS = 24 * 60 * 60;

/** A bucket for states, encrypted with a dedicated key; overwritten and deleted states can be restored. */
export function createStateStorage(
  owner: string,
  settings: StateStorageSettings,
  opts: CustomResourceOptions,
): Bucket {
  const { bucketName, project, region, protect, apis, key } = settings;
  const grants = key ? [createStorageAgentGrant(owner, settings, key, opts)] : [];
  return new Bucket(
    `${owner}-state`,
    {
      name: bucketName,
      project,
      location: region,
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      versioning: { enabled: true },
      softDeletePolicy: { retentionDurationSeconds: SOFT_DELETE_DAYS * DAY_SECONDS },
      lifecycleRules: [
        { action: { type: "Delete" }, condition: { daysSinceNoncurrentTime: FORMER_STATE_DAYS } },
      ],
      ...(key ? { encryption: { defaultKmsKeyName: key.id } } : {}),
      forceDestroy: false,
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    { ...opts, protect, dependsOn: [...grants, ...onesOf(apis, ["storage"])] },
  );
}

function createStorageAgentGrant(
  owner: string,
  { project, apis }: StateStorageSettings,
  key: CryptoKey,
  opts: CustomResourceOptions,
): CryptoKeyIAMMember {
  // Requesting the agent of Cloud Storage creates it; unlike others it cannot be created as a resource.
  const agent = getProjectServiceAccountOutput(
    { project },
    { ...(opts.parent ? { parent: opts.parent } : {}), dependsOn: onesOf(apis, ["storage"]) },
  );
  const member = interpolate`serviceAccount:${agent.emailAddress}`;
  return createKeyGrant(`${owner}-key-state-storage-agent`, key, member, opts);
}
