import { SecretStore } from "#components/secrets/secret-store";
import { SecretVault } from "#components/secrets/secret-vault";
import type { SecretSource } from "#components/secrets/values/source";
import type { VaultSecretArgs } from "#components/secrets/vault/args";
import type { SystemContext } from "./contract/context.ts";
import { blueprintNames } from "./names.ts";
import type { SystemNamespace } from "./namespace.ts";
import type { Platform } from "./platform.ts";
import type { SecretSettingLike } from "./settings/common.ts";

/** Arguments of {@link createSecrets}. @public */
export interface SystemSecrets {
  /** Prefix of logical names, and of ids after the stack's name. Default none, for the first cluster. */
  readonly name?: string;
  /** Location of the system's workloads. */
  readonly home: SystemNamespace;
  readonly settings: {
    /** Day from which rotation periods are counted. */
    readonly rotationEpoch: string;
    readonly secrets: {
      /**
       * Token for proving ownership of the domain to the certificate authority. Default: added manually in Secret
       * Manager.
       */
      readonly cloudflareDnsToken?: SecretSettingLike | undefined;
      /** Routing key of a PagerDuty service. Default: added manually in Secret Manager. */
      readonly pagerDutyKey?: SecretSettingLike | undefined;
    };
  };
  /** Rotation period of a value, in days. Default 90. */
  readonly rotationDays?: number;
  /** Whether alerts go to PagerDuty, which requires its routing key. Default true. */
  readonly pagerDuty?: boolean;
  /**
   * Whether every read of a secret is logged. This is a setting of the project: one of its vaults has it, or none if
   * the project's own audit log covers it. Default true.
   */
  readonly auditReads?: boolean;
  /** System-specific secrets, by key. */
  readonly secrets: Readonly<Record<string, VaultSecretArgs>>;
}

/** A system's secrets and access to them. */
export interface BuiltSecrets {
  readonly vault: SecretVault;
  /** Where workloads find the values of their credentials, and the resources that must exist first. */
  readonly secretStore: { readonly name: string; readonly ready: SecretStore };
  /** Id of the token for proving ownership of the domain. */
  readonly dnsToken: string;
  /** Id of PagerDuty's routing key; undefined if alerts do not go there. */
  readonly pagerDutyKey: string | undefined;
}

const DNS_TOKEN = "cloudflare-dns-token";
const PAGERDUTY_KEY = "pagerduty-key";

/**
 * Secrets in Secret Manager, rotated every 90 days, and the store through which a cluster reads them. A cluster has one
 * store. Source: howlerops, secrets management.
 */
export function createSecrets(
  { name, home, settings, secrets, rotationDays, pagerDuty = true, auditReads = true }: SystemSecrets,
  platform: Platform,
  { stack, environment }: SystemContext,
): BuiltSecrets {
  const { project, region, cluster, certificates, externalSecrets, monitoring } = platform;
  const { rotationEpoch: epoch, secrets: given } = settings;
  const issuerNamespace = certificates.controller.namespace;
  const names = blueprintNames(name, stack);
  const vault = new SecretVault(
    names.of("secrets"),
    {
      project,
      prefix: names.prefix,
      locations: [region.region],
      rotation: { epoch, ...(rotationDays === undefined ? {} : { periodDays: rotationDays }) },
      protect: environment.protect,
      auditReads,
      secrets: {
        ...secrets,
        [DNS_TOKEN]: suppliedSecret(given.cloudflareDnsToken, issuerNamespace),
        ...(pagerDuty ? { [PAGERDUTY_KEY]: suppliedSecret(given.pagerDutyKey, monitoring.namespace) } : {}),
      },
    },
    platform.inCloud,
  );
  const store = new SecretStore(
    names.of("secret-store"),
    {
      project: project.id,
      cluster: { name: cluster.clusterName, location: cluster.location },
      namespaces: [home.namespace, issuerNamespace, monitoring.namespace],
      installed: externalSecrets.installed,
    },
    { ...platform.inCluster, dependsOn: [home.component, certificates, monitoring, vault] },
  );
  return {
    vault,
    secretStore: { name: store.store.name, ready: store },
    dnsToken: vault.idOf(DNS_TOKEN),
    pagerDutyKey: pagerDuty ? vault.idOf(PAGERDUTY_KEY) : undefined,
  };
}

/** A secret that an external provider issues and revokes: from the stack file, or added manually in Secret Manager. */
function suppliedSecret(setting: SecretSettingLike | undefined, namespace: string): VaultSecretArgs {
  const source: SecretSource = setting ? { kind: "value", value: setting.output } : { kind: "external" };
  return { source, namespaces: [namespace], rotation: false };
}
