import type { CryptoKey } from "@pulumi/gcp/kms/cryptoKey.js";
import type { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember.js";
import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import { ServiceIdentity } from "@pulumi/gcp/projects/serviceIdentity.js";
import { type CustomResourceOptions, type Input, interpolate, type Output } from "@pulumi/pulumi";
import type { ProjectIdentity } from "../../../core/google/project.ts";
import { createKey, grantKey } from "../../../project/keys.ts";

/** What a cluster's keys are made from. */
export interface EncryptionSettings {
  /** Name of the cluster's component; children's names start with it. */
  readonly owner: string;
  readonly prefix: string;
  readonly project: ProjectIdentity;
  /** Keys lie in the cluster's region: a key elsewhere is refused or slow. */
  readonly region: string;
  /** Id of a key ring that exists; undefined makes one. */
  readonly keyRing: Input<string> | undefined;
  readonly protect: boolean;
}

/** The keys of a cluster and what has to be granted before they are used. */
export interface Encryption {
  /** Id of the key for Kubernetes secrets. */
  readonly secretsKey: Output<string>;
  /** Id of the key for the disks of nodes and pods. */
  readonly disksKey: Output<string>;
  readonly resources: {
    readonly keyRing: KeyRing | undefined;
    readonly keys: Readonly<Record<"secrets" | "disks", CryptoKey>>;
    readonly grants: readonly CryptoKeyIAMMember[];
    readonly agent: ServiceIdentity;
  };
}

/**
 * Creates the keys of a cluster and lets Google's service agents use them. Key rings and keys stay for ever,
 * and their names with them: a cluster that is deleted and made again needs another prefix, an import, or
 * keys managed by Google.
 */
export function createEncryption(settings: EncryptionSettings, opts: CustomResourceOptions): Encryption {
  const { owner, prefix, project, region, protect } = settings;
  const ring =
    settings.keyRing === undefined
      ? new KeyRing(`${owner}-keys`, { name: `${prefix}-cluster`, location: region }, { ...opts, protect })
      : undefined;
  const keyRing = ring?.id ?? settings.keyRing ?? "";
  const key = (name: string) =>
    createKey(`${owner}-${name}`, { keyName: `${prefix}-${name}`, keyRing, protect }, opts);
  const secrets = key("secrets");
  const disks = key("disks");
  // Asking for the agent creates it; a grant to an agent that does not exist yet is refused.
  const agent = new ServiceIdentity(
    `${owner}-gke-agent`,
    { project: project.id, service: "container.googleapis.com" },
    opts,
  );
  const grant = (name: string, cryptoKey: CryptoKey, domain: string) => {
    // Built from the number: the agent's own output may be empty (source: terraform-provider-google, issue 18649).
    const member = interpolate`serviceAccount:service-${project.number}@${domain}.iam.gserviceaccount.com`;
    return grantKey(`${owner}-${name}`, cryptoKey, member, { ...opts, dependsOn: [agent] });
  };
  const grants = [
    grant("secrets-gke-agent", secrets, "container-engine-robot"),
    grant("disks-gke-agent", disks, "container-engine-robot"),
    grant("disks-compute-agent", disks, "compute-system"),
  ];
  return {
    secretsKey: secrets.id,
    disksKey: disks.id,
    resources: { keyRing: ring, keys: { secrets, disks }, grants, agent },
  };
}
