import { IAMAuditConfig } from "@pulumi/gcp/projects/iamauditConfig.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { ArgumentError } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { Credential } from "../core/link.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";
import { nextRotationTime } from "./rotation/rotation.ts";
import { type SecretVaultArgs, type VaultedSecret, vaultWithDefaults } from "./vault/args.ts";
import { createServiceAgent, type ServiceAgent } from "./vault/service-agent.ts";
import { createSecret, type SecretResources, type VaultContext } from "./vault/vaulted-secret.ts";

export type { Rotation } from "./rotation/rotation.ts";
export type { SecretSource } from "./values/source.ts";
export type { SecretVaultArgs, VaultSecretArgs } from "./vault/args.ts";
export type { ServiceAgent } from "./vault/service-agent.ts";
export type { SecretResources } from "./vault/vaulted-secret.ts";

/**
 * Secrets in Secret Manager: their generated or supplied values, their readers, and their rotation. A value passes from
 * its source to Secret Manager as a secret and is stored nowhere else. A secret is protected from deletion; its
 * versions are not, since a rotation replaces them. A replaced version is disabled and can be enabled again.
 *
 * @public
 */
export class SecretVault extends Component {
  /** When the next value of each rotating secret is due, by its id. */
  readonly dueTimes: Readonly<Record<string, string>>;
  /**
   * Changes whenever a generated value does. Pass it to a workload as its `credentialsRevision`, so that pods that read
   * their files only at startup are replaced.
   */
  readonly revision: string;
  readonly resources: {
    readonly secrets: Readonly<Record<string, SecretResources>>;
    /** Undefined if nothing rotates and no customer-managed key encrypts. */
    readonly agent: ServiceAgent | undefined;
    readonly audit: IAMAuditConfig | undefined;
  };
  readonly #name: string;
  readonly #ids: Readonly<Record<string, string>>;

  constructor(name: string, args: SecretVaultArgs, opts?: ComponentResourceOptions) {
    const settings = vaultWithDefaults(name, args);
    const { secrets, project, kmsKeyName, ...plain } = settings;
    const described = { ...plain, project: project.id, secrets: plainSecrets(secrets) };
    super("secrets", "SecretVault", name, described, opts);

    const all = Object.values(secrets);
    const rotations = all.flatMap(({ id, rotation }) => (rotation ? [{ id, rotation }] : []));
    const agent = createServiceAgent(this, name, {
      project: project.id,
      topicName: rotations.length > 0 ? `${settings.prefix}-rotation` : undefined,
      kmsKeyName,
    });
    const audit = settings.auditReads ? this.#audit(name, project.id) : undefined;
    const context: VaultContext = { ...settings, parent: this, vault: name, agent };
    this.resources = {
      agent,
      audit,
      secrets: Object.fromEntries(
        Object.entries(secrets).map(([key, one]) => [key, createSecret(context, key, one)]),
      ),
    };
    this.dueTimes = Object.fromEntries(rotations.map(({ id, rotation }) => [id, nextRotationTime(rotation)]));
    const epochs = rotations.map(({ rotation }) => rotation.epoch);
    this.revision = [...new Set(epochs)].sort().join("+") || "none";
    this.#name = name;
    this.#ids = Object.fromEntries(Object.entries(secrets).map(([key, { id }]) => [key, id]));
    this.publish({
      facts: factsOf(all, settings.protect),
      outputs: { secretIds: this.#ids, dueTimes: this.dueTimes },
    });
  }

  /** Secrets as files, for an endpoint or a workload. @param files file name to the secret's key */
  credential(files: Readonly<Record<string, string>>): Credential {
    return {
      files: Object.fromEntries(Object.entries(files).map(([file, key]) => [file, this.idOf(key)])),
    };
  }

  /** Id of a secret in Secret Manager, known at plan time. @throws ArgumentError for a key that it does not have */
  idOf(key: string): string {
    const id = this.#ids[key];
    if (id === undefined) {
      const known = Object.keys(this.#ids).join(", ");
      throw new ArgumentError("SecretVault", this.#name, `there is no secret "${key}"; there are ${known}`);
    }
    return id;
  }

  #audit(name: string, project: string): IAMAuditConfig {
    const auditLogConfigs = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"].map((logType) => ({ logType }));
    return new IAMAuditConfig(
      `${name}-audit`,
      { project, service: "secretmanager.googleapis.com", auditLogConfigs },
      { parent: this },
    );
  }
}

/** The part shown in the component's inputs, since a source may contain a value. */
function plainSecrets(secrets: Readonly<Record<string, VaultedSecret>>) {
  return Object.fromEntries(
    Object.entries(secrets).map(([key, { id, source, rotation, namespaces }]) => [
      key,
      { id, source: source.kind, namespaces, ...(rotation ? { rotation } : {}) },
    ]),
  );
}

function factsOf(all: readonly VaultedSecret[], protect: boolean): FactInputs {
  const external = all.filter(({ source }) => source.kind === "external").map(({ id }) => id);
  const periods = [...new Set(all.flatMap(({ rotation }) => (rotation ? [rotation.periodDays] : [])))];
  return {
    secrets: { count: all.length, external },
    ...(periods.length > 0 ? { rotationDays: periods } : {}),
    ...optOuts({ protect: optOut(protect, true) }),
  };
}
