import { type CustomResourceOptions, type Input, output, secret } from "@pulumi/pulumi";
import type { ProjectIdentity } from "../core/google/project.ts";
import type { Credential } from "../core/link.ts";
import type { Rotation } from "../secrets/rotation/rotation.ts";
import { SecretVault } from "../secrets/secret-vault.ts";
import type { SecretSource } from "../secrets/values/source.ts";

/** Who keeps, reads and renews the credentials of something that holds data. */
export interface CredentialArgs {
  /** Start of ids in Secret Manager, unique in the project, such as `nextjs-prod`. Changing it moves the secrets. */
  readonly prefix: string;
  /** Project whose Secret Manager keeps them. */
  readonly project: ProjectIdentity;
  /** Namespaces whose workloads link to the endpoints, and so get the credentials as files. */
  readonly namespaces: readonly string[];
  /** When credentials made here change: a later epoch makes new ones. Default: never. */
  readonly rotation?: Rotation;
}

/** The credentials of one component. */
export interface Credentials {
  readonly vault: SecretVault;
  /** What an endpoint carries. @param files file name to the key of its value */
  credential(files: Readonly<Record<string, string>>): Credential;
}

/** What is to be kept. */
export interface Kept {
  /** Values that change with the rotation, by key. */
  readonly rotated?: Readonly<Record<string, SecretSource>>;
  /** Values that stay, such as a user's name or a certificate authority, by key. */
  readonly lasting?: Readonly<Record<string, SecretSource>>;
  /** Whether the vault refuses deletion. */
  readonly protect: boolean;
}

/** Keeps the credentials of a component in Secret Manager, readable for its namespaces. */
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
      // A setting of the project, which one vault has.
      auditReads: false,
    },
    opts,
  );
  return { vault, credential: (files) => vault.credential(files) };
}

/** A value that is made or learnt while deploying; a secret from here on. */
export function storedValue(value: Input<string>): SecretSource {
  return { kind: "value", value: secret(output(value)) };
}
