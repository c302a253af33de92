import { RepositoryIamMember } from "@pulumi/gcp/artifactregistry/repositoryIamMember.js";
import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import { type CustomResourceOptions, interpolate } from "@pulumi/pulumi";
import type { ImageRepository } from "../../../project/image-repositories.ts";

/** Who the nodes are, and what they may do. */
export interface NodeIdentity {
  readonly account: Account;
  readonly grants: readonly (IAMMember | RepositoryIamMember)[];
}

/**
 * An account for nodes only, with what a node needs (logs, metrics, images) and nothing else; the default
 * account of Compute Engine may edit the whole project. Source: GKE, harden your cluster's security.
 */
export function createNodeIdentity(
  owner: string,
  prefix: string,
  project: string,
  repositories: Readonly<Record<string, ImageRepository>>,
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
      { project, role: "roles/container.defaultNodeServiceAccount", member },
      opts,
    ),
    ...Object.entries(repositories).map(
      ([key, { location, repository, project: holder = project }]) =>
        new RepositoryIamMember(
          `${owner}-images-${key}`,
          { project: holder, location, repository, role: "roles/artifactregistry.reader", member },
          opts,
        ),
    ),
  ];
  return { account, grants };
}
