import { SecretStore } from "#components/secrets/secret-store";
import { SecretVault } from "#components/secrets/secret-vault";
import type { SecretSource } from "#components/secrets/values/source";
import type { VaultSecretArgs } from "#components/secrets/vault/args";
import type { SystemContext } from "./context.ts";
import type { SystemNamespace } from "./namespace.ts";
import type { Platform } from "./platform.ts";
import type { SecretSettingLike } from "./settings/common.ts";

/** A value from the stack file where it is given there, else one that somebody adds in Secret Manager. */
function supplied(setting: SecretSettingLike | undefined): SecretSource {
  return setting ? { kind: "value", value: setting.output } : { kind: "external" };
}

/** What a system keeps secret. */
export interface SystemSecrets {
  /** Where the system's workloads are. */
  readonly home: SystemNamespace;
  readonly settings: {
    /** Day that rotation periods count from. */
    readonly rotationEpoch: string;
    readonly secrets: {
      /** Token with which certificates prove who owns the domain. */
      readonly cloudflareDnsToken?: SecretSettingLike | undefined;
      readonly pagerDutyKey?: SecretSettingLike | undefined;
    };
  };
  /** What only this system has. */
  readonly secrets: Readonly<Record<string, VaultSecretArgs>>;
}

/** A system's secrets and the way to them. */
export interface BuiltSecrets {
  readonly vault: SecretVault;
  /** Where workloads find the values of their credentials, and what has to be there before they look. */
  readonly secretStore: { readonly name: string; readonly ready: SecretStore };
}

/**
 * Secrets in Secret Manager, rotated every 90 days, and the store through which the cluster reads them.
 * Source: howlerops, secrets management.
 */
export function createSecrets(
  args: SystemSecrets,
  platform: Platform,
  { stack, environment }: SystemContext,
): BuiltSecrets {
  const { project, region, cluster, certificates, externalSecrets, monitoring } = platform;
  const { rotationEpoch, secrets: given } = args.settings;
  const issuerNamespace = certificates.controller.namespace;
  const vault = new SecretVault(
    "secrets",
    {
      project,
      prefix: stack,
      locations: [region.region],
      rotation: { epoch: rotationEpoch },
      protect: environment.protect,
      secrets: {
        ...args.secrets,
        "cloudflare-dns-token": {
          source: supplied(given.cloudflareDnsToken),
          namespaces: [issuerNamespace],
          // Made and ended at Cloudflare, by hand.
          rotation: false,
        },
        "pagerduty-key": {
          source: supplied(given.pagerDutyKey),
          namespaces: [monitoring.namespace],
          rotation: false,
        },
      },
    },
    platform.inCloud,
  );
  const store = new SecretStore(
    "secret-store",
    {
      project: project.id,
      cluster: { name: cluster.clusterName, location: cluster.location },
      namespaces: [args.home.namespace, issuerNamespace, monitoring.namespace],
      installed: externalSecrets.installed,
    },
    { ...platform.inCluster, dependsOn: [args.home.component, certificates, monitoring, vault] },
  );
  return { vault, secretStore: { name: store.store.name, ready: store } };
}
