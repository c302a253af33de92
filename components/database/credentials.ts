import { type CustomResourceOptions, type Input, output, secret } from "@pulumi/pulumi";
import type { ProjectIdentity } from "../core/google/project.ts";
import type { Credential } from "../core/link.ts";
import type { Rotation } from "../secrets/rotation/rotation.ts";
import { SecretVault } from "../secrets/secret-vault.ts";
import type { SecretSource } from "../secrets/values/source.ts";

/** Where the credentials of a data store are kept, who reads them and when they change. */
export interface CredentialArgs {
  /** Prefix of ids in Secret Manager, unique in the project, such as `nextjs-prod`. Changing it moves the secrets. */
  readonly prefix: string;
  /** Project of the Secret Manager. */
  readonly project: ProjectIdentity;
  /** Namespaces of the workloads that link to the endpoints, and so get the credentials as files. */
  readonly namespaces: readonly string[];
  /** When generated credentials change: a later epoch generates new ones. Default: never. */
  readonly rotation?: Rotation;
}

/** The credentials of one component. */
export interface Credentials {
  readonly vault: SecretVault;
  /** The credential of an endpoint. @param files file name to the key of its value */
  credential(files: Readonly<Record<string, string>>): Credential;
}

/** The values to store. */
export interface Kept {
  /** Values that change with the rotation, by key. */
  readonly rotated?: Readonly<Record<string, SecretSource>>;
  /** Values that do not change, such as a user's name or a certificate authority, by key. */
  readonly lasting?: Readonly<Record<string, SecretSource>>;
  /** Whether the vault refuses deletion. */
  readonly protect: boolean;
}

/** Stores the credentials of a component in Secret Manager, readable for its namespaces. */
export function createCredentials(
  name: string,
  { prefix, project, namespaces, rotation }: CredentialArgs,
  { rotated = {}, lasting = {}, protect }: Kept,
  opts: CustomResourceOptions,
): Credentials {
  const entries = [
    ...Object.entries(rotated).map(
      ([key, source]) => [key, { source, namespaces, rotation: rotation ?? false }] as const,
    ),
    ...Object.entries(lasting).map(
      ([key, source]) => [key, { source, namespaces, rotation: false }] as const,
    ),
  ];
  const vault = new SecretVault(
    `${name}-credentials`,
    {
      prefix: `${prefix}-${name}`,
      project,
      secrets: Object.fromEntries(entries),
      protect,
      // A project-wide setting, which only one vault has.
      auditReads: false,
    },
    opts,
  );
  return { vault, credential: (files) => vault.credential(files) };
}

/** A value that is generated or learned during deployment; a secret from here on. */
export function storedValue(value: Input<string>): SecretSource {
  return { kind: "value", value: secret(output(value)) };
}
