import { Secret } from "@pulumi/gcp/secretmanager/secret.js";
import { SecretIamMember } from "@pulumi/gcp/secretmanager/secretIamMember.js";
import { SecretVersion } from "@pulumi/gcp/secretmanager/secretVersion.js";
import { type ComponentResource, type Input, output } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { ProjectIdentity } from "../../core/google/project.ts";
import { workloadPrincipal } from "../../core/google/workload-identity.ts";
import { ignoring } from "../../core/ignored-changes.ts";
import { nextRotationTime, rotationPeriod } from "../rotation/rotation.ts";
import { SECRET_READER } from "../secret-store.ts";
import { createRandomKey } from "../values/random-key.ts";
import { KEY_BYTES, PASSWORD_CHARACTERS, secretOnly } from "../values/source.ts";
import type { VaultedSecret } from "./args.ts";
import type { ServiceAgent } from "./service-agent.ts";

/** The resources of one secret. */
export interface SecretResources {
  readonly secret: Secret;
  /** The generated or supplied version; undefined for external secrets. */
  readonly version: SecretVersion | undefined;
  readonly random: RandomPassword | undefined;
  /** By namespace or by the principal's name in the arguments. */
  readonly readers: Readonly<Record<string, SecretIamMember>>;
}

/** Settings common to the secrets of a vault. */
export interface VaultContext {
  readonly parent: ComponentResource;
  /** Logical name of the vault. */
  readonly vault: string;
  readonly project: ProjectIdentity;
  readonly locations: readonly string[];
  readonly kmsKeyName: Input<string> | undefined;
  readonly protect: boolean;
  readonly agent: ServiceAgent | undefined;
}

/** Declares one secret of a vault: the secret, its value if it is known here, and its readers. */
export function createSecret(context: VaultContext, key: string, one: VaultedSecret): SecretResources {
  const { parent, vault, project, protect, agent } = context;
  const schedule = scheduleOf(one, agent);
  const secret = new Secret(
    `${vault}-${key}`,
    {
      secretId: one.id,
      project: project.id,
      replication: replicationOf(context),
      labels: { "managed-by": "strata", ...one.labels },
      deletionProtection: protect,
      // The cloud's safeguard: a destroyed version can be restored for 30 days.
      ...(protect ? { versionDestroyTtl: "2592000s" } : {}),
      ...schedule,
    },
    {
      parent,
      protect,
      dependsOn: [...(agent?.grants ?? [])],
      ...("rotation" in schedule
        ? ignoring({
            path: "rotation.nextRotationTime",
            because:
              "Secret Manager advances it with each notification; an update would send a time in the past, which it refuses",
          })
        : {}),
    },
  );
  return {
    secret,
    ...createVersion(context, key, one, secret),
    readers: createReaders(context, key, one, secret),
  };
}

function createVersion(
  { parent, vault }: VaultContext,
  key: string,
  { source, rotation }: VaultedSecret,
  secret: Secret,
): Pick<SecretResources, "version" | "random"> {
  if (source.kind === "external") {
    return { version: undefined, random: undefined };
  }
  // A new epoch is a new value.
  const keepers = rotation ? { epoch: rotation.epoch } : {};
  const own = { parent };
  let random: RandomPassword | undefined;
  let value: Input<string>;
  if (source.kind === "key") {
    const made = createRandomKey(`${vault}-${key}-key`, { bytes: source.bytes ?? KEY_BYTES, keepers }, own);
    random = made.random;
    value = made.base64;
  } else if (source.kind === "password") {
    const length = source.characters ?? PASSWORD_CHARACTERS;
    const password = new RandomPassword(`${vault}-${key}-password`, { length, special: false, keepers }, own);
    random = password;
    value = password.result;
  } else {
    value = secretOnly("SecretVault", vault, `secrets.${key}.source.value`, source.value);
  }
  const version = new SecretVersion(
    `${vault}-${key}-version`,
    { secret: secret.id, secretData: value, deletionPolicy: "DISABLE" },
    own,
  );
  return { version, random };
}

function createReaders(
  { parent, vault, project }: VaultContext,
  key: string,
  { namespaces, principals }: VaultedSecret,
  secret: Secret,
): Record<string, SecretIamMember> {
  const ofNamespaces = namespaces.map((namespace): [string, Input<string>] => [
    namespace,
    output(project.number).apply((number) =>
      workloadPrincipal({ id: project.id, number }, namespace, SECRET_READER),
    ),
  ]);
  const role = "roles/secretmanager.secretAccessor";
  return Object.fromEntries(
    [...ofNamespaces, ...Object.entries(principals)].map(([reader, member]) => [
      reader,
      new SecretIamMember(
        `${vault}-${key}-reader-${reader}`,
        { project: project.id, secretId: secret.secretId, role, member },
        { parent },
      ),
    ]),
  );
}

function replicationOf({ locations, kmsKeyName }: VaultContext) {
  const encryption = kmsKeyName === undefined ? {} : { customerManagedEncryption: { kmsKeyName } };
  return locations.length === 0
    ? { auto: encryption }
    : { userManaged: { replicas: locations.map((location) => ({ location, ...encryption })) } };
}

function scheduleOf({ rotation }: VaultedSecret, agent: ServiceAgent | undefined) {
  return rotation && agent?.topic
    ? {
        topics: [{ name: agent.topic.id }],
        rotation: { nextRotationTime: nextRotationTime(rotation), rotationPeriod: rotationPeriod(rotation) },
      }
    : {};
}
