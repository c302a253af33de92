import type { Input } from "@pulumi/pulumi";
import { secretId, secretKey } from "#models/grammar/google";
import { argumentsOf } from "../../core/arguments.ts";
import type { ProjectIdentity } from "../../core/google/project.ts";
import { checkRotation, type FullRotation, fullRotation, type Rotation } from "../rotation/rotation.ts";
import { checkSource, type SecretSource } from "../values/source.ts";

/** One secret of a vault. */
export interface VaultSecretArgs {
  readonly source: SecretSource;
  /** Namespaces whose workloads get it: their reading service account is granted this secret. */
  readonly namespaces?: readonly string[];
  /** Additional readers by name, such as `serviceAccount:…`. */
  readonly principals?: Readonly<Record<string, Input<string>>>;
  /** Overrides of the vault's rotation; `false` for a value that never rotates. Default: the vault's. */
  readonly rotation?: Partial<Rotation> | false;
  /** Labels in Secret Manager. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Arguments of a SecretVault. */
export interface SecretVaultArgs {
  /** Project of the Secret Manager. */
  readonly project: ProjectIdentity;
  /** Secrets by key. A secret's id is the prefix and the key; changing either replaces it. */
  readonly secrets: Readonly<Record<string, VaultSecretArgs>>;
  /** Prefix of the ids. Default: the component's name. */
  readonly prefix?: string;
  /** Regions of the values. Default none: Google replicates them automatically. Changing them replaces all secrets. */
  readonly locations?: readonly string[];
  /** Key of Cloud KMS that encrypts them, in the same region. Default: Google-managed keys. */
  readonly kmsKeyName?: Input<string>;
  /** When values are rotated. Without it none is, and every secret must set `rotation: false`. */
  readonly rotation?: Rotation;
  /** Whether secrets refuse deletion. Default true. */
  readonly protect?: boolean;
  /** Whether every read is logged. A project-wide setting: only one vault of a project may have it. Default true. */
  readonly auditReads?: boolean;
}

/** A secret with the vault's defaults filled in. */
export interface VaultedSecret {
  readonly id: string;
  readonly source: SecretSource;
  readonly namespaces: readonly string[];
  readonly principals: Readonly<Record<string, Input<string>>>;
  readonly rotation: FullRotation | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** Validates a vault's arguments and fills in defaults. */
export function vaultWithDefaults(name: string, args: SecretVaultArgs) {
  const checks = argumentsOf("SecretVault", name, args);
  const { prefix = name, locations = [], rotation, protect = true, auditReads = true } = args;
  checks.that(Object.keys(args.secrets).length > 0, "secrets", args.secrets, "at least one secret");
  checkRotation(checks, "rotation", rotation);
  const secrets: Record<string, VaultedSecret> = {};
  for (const [key, one] of Object.entries(args.secrets)) {
    const at = `secrets.${key}`;
    checks.valid(at, key, secretKey);
    checks.valid(`id of ${at}`, `${prefix}-${key}`, secretId);
    checkSource(checks, `${at}.source`, one.source);
    const own = rotationOf(rotation, one.rotation);
    checks.that(
      own !== undefined || one.rotation === false,
      `${at}.rotation`,
      one.rotation,
      "an epoch, the vault's rotation, or false for a value that never ends",
    );
    checkRotation(checks, `${at}.rotation`, own);
    secrets[key] = {
      id: `${prefix}-${key}`,
      source: one.source,
      namespaces: one.namespaces ?? [],
      principals: one.principals ?? {},
      rotation: own,
      labels: one.labels ?? {},
    };
  }
  return {
    prefix,
    locations,
    protect,
    auditReads,
    secrets,
    project: args.project,
    kmsKeyName: args.kmsKeyName,
  };
}

function rotationOf(
  vault: Rotation | undefined,
  own: Partial<Rotation> | false | undefined,
): FullRotation | undefined {
  if (own === false) {
    return undefined;
  }
  const { epoch, ...rest } = { ...vault, ...own };
  return epoch === undefined ? undefined : fullRotation({ epoch, ...rest });
}
