import type { CustomResourceOptions, Input, Resource } from "@pulumi/pulumi";
import type { GkeClusterArgs } from "../args.ts";
import type { GkeSettings } from "../settings.ts";
import { createEncryption, type Encryption } from "./encryption.ts";
import { createNodeIdentity, type NodeIdentity } from "./node-identity.ts";

/** Who the nodes of a cluster are and what encrypts it: what has to be there before it. */
export interface Foundation {
  readonly identity: NodeIdentity;
  /** Undefined where Google manages keys. */
  readonly encryption: Encryption | undefined;
  readonly disksKey: Input<string> | undefined;
  /** What a cluster waits for: private nodes fetch system images over the NAT, with rights and keys granted. */
  readonly before: readonly Resource[];
}

/** Creates the account of a cluster's nodes, and keys unless Google manages them. */
export function createFoundation(
  owner: string,
  { project, network, keyRing }: Pick<GkeClusterArgs, "project" | "network" | "keyRing">,
  { prefix, imageRepositories, encryptionKeys, protect }: GkeSettings,
  opts: CustomResourceOptions,
): Foundation {
  const identity = createNodeIdentity(owner, prefix, project.id, imageRepositories, opts);
  const encryption =
    encryptionKeys === "customer"
      ? createEncryption({ owner, prefix, project, region: network.region, keyRing, protect }, opts)
      : undefined;
  return {
    identity,
    encryption,
    disksKey: encryption?.disksKey,
    before: [...(network.egress ?? []), ...identity.grants, ...(encryption?.resources.grants ?? [])],
  };
}
