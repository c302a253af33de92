import { RepositoryIamMember } from "@pulumi/gcp/artifactregistry/repositoryIamMember.js";
import type { CryptoKey } from "@pulumi/gcp/kms/cryptoKey.js";
import type { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember.js";
import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import { ServiceIdentity } from "@pulumi/gcp/projects/serviceIdentity.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import {
  type CustomResourceOptions,
  type Input,
  interpolate,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import { createKey, createKeyGrant } from "../../project/keys.ts";
import type { GkeClusterArgs } from "./args.ts";
import type { GkeSettings } from "./settings.ts";

/** The nodes' identity and the keys of a cluster: its prerequisites. */
export interface Foundation {
  readonly identity: NodeIdentity;
  /** Undefined if Google manages keys. */
  readonly encryption: Encryption | undefined;
  readonly disksKey: Input<string> | undefined;
  /**
   * Dependencies of a cluster: private nodes fetch system images through the NAT, with permissions and keys granted.
   */
  readonly before: readonly Resource[];
}

/** Creates the service account of a cluster's nodes, and keys unless Google manages them. */
export function createFoundation(
  owner: string,
  args: Pick<GkeClusterArgs, "project" | "network" | "keyRing">,
  settings: GkeSettings,
  opts: CustomResourceOptions,
): Foundation {
  const identity = createNodeIdentity(owner, args, settings, opts);
  const encryption =
    settings.encryptionKeys === "customer" ? createEncryption(owner, args, settings, opts) : undefined;
  return {
    identity,
    encryption,
    disksKey: encryption?.disksKey,
    before: [...(args.network.egress ?? []), ...identity.grants, ...(encryption?.resources.grants ?? [])],
  };
}

/** The nodes' service account and its permissions. */
export interface NodeIdentity {
  readonly account: Account;
  readonly grants: readonly (IAMMember | RepositoryIamMember)[];
}

/**
 * A service account for nodes only, with only the permissions that a node needs (logs, metrics, images); the default
 * account of Compute Engine may edit the whole project. Source: GKE, harden your cluster's security.
 */
export function createNodeIdentity(
  owner: string,
  { project }: Pick<GkeClusterArgs, "project">,
  { prefix, imageRepositories }: Pick<GkeSettings, "prefix" | "imageRepositories">,
  opts: CustomResourceOptions,
): NodeIdentity {
  const account = new Account(
    `${owner}-nodes`,
    { accountId: `${prefix}-nodes`, displayName: `Nodes of ${prefix}` },
    opts,
  );
  const member = interpolate`serviceAccount:${account.email}`;
  const grants = [
    new IAMMember(
      `${owner}-nodes`,
      { project: project.id, role: "roles/container.defaultNodeServiceAccount", member },
      opts,
    ),
    ...Object.entries(imageRepositories).map(
      ([key, { location, repository, project: holder = project.id }]) =>
        new RepositoryIamMember(
          `${owner}-images-${key}`,
          { project: holder, location, repository, role: "roles/artifactregistry.reader", member },
          opts,
        ),
    ),
  ];
  return { account, grants };
}

/** The keys of a cluster and the grants required to use them. */
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
 * Creates the keys of a cluster and grants Google's service agents their use. Key rings and keys can never be deleted,
 * nor their names reused: a cluster that is deleted and recreated needs another prefix, an import, or Google-managed
 * keys.
 */
function createEncryption(
  owner: string,
  { project, network, keyRing: given }: Pick<GkeClusterArgs, "project" | "network" | "keyRing">,
  { prefix, protect }: GkeSettings,
  opts: CustomResourceOptions,
): Encryption {
  // In the cluster's region: a key elsewhere is refused or slow.
  const ringArgs = { name: `${prefix}-cluster`, location: network.region };
  const ring = given === undefined ? new KeyRing(`${owner}-keys`, ringArgs, { ...opts, protect }) : undefined;
  const keyRing = ring?.id ?? given ?? "";
  const key = (name: string) =>
    createKey(`${owner}-${name}`, { keyName: `${prefix}-${name}`, keyRing, protect }, opts);
  const secrets = key("secrets");
  const disks = key("disks");
  // Requesting the agent creates it; a grant to an agent that does not exist yet is refused.
  const agent = new ServiceIdentity(
    `${owner}-gke-agent`,
    { project: project.id, service: "container.googleapis.com" },
    opts,
  );
  const grant = (name: string, cryptoKey: CryptoKey, domain: string) => {
    // Built from the number: the agent's output may be empty (source: terraform-provider-google, issue 18649).
    const member = interpolate`serviceAccount:service-${project.number}@${domain}.iam.gserviceaccount.com`;
    return createKeyGrant(`${owner}-${name}`, cryptoKey, member, { ...opts, dependsOn: [agent] });
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
