import { Repository } from "@pulumi/gcp/artifactregistry/repository.js";
import type { CryptoKey } from "@pulumi/gcp/kms/cryptoKey.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../core/arguments.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";
import { type Apis, onesOf } from "./apis.ts";
import { createKeyGrant } from "./keys.ts";
import type { ServiceAgent } from "./service-agents.ts";

/** An Artifact Registry repository, as an argument of components that pull images from it. */
export interface ImageRepository {
  /** Region or multi-region, such as `us-central1` or `us`. */
  readonly location: string;
  /** Name of the repository. */
  readonly repository: string;
  /** Its project. Default: the cluster's. */
  readonly project?: string;
}

/** A repository of container images. */
export interface ImageRepositoryArgs {
  /** Name in the registry, unique in the project and region. Default `<prefix>-<key>`. Changing it replaces the repository. */
  readonly repositoryId?: string;
  /** Number of newest versions of each image that are never cleaned up, 1 to 1000. Default 30. */
  readonly keepVersions?: number;
  /** Days after which an untagged version is deleted, unless it is one of the newest, 1 to 3650. Default 14. */
  readonly untaggedDays?: number;
  /** Whether tags are immutable. Default true: the tested image is the one that runs. */
  readonly immutableTags?: boolean;
}

const DAY_SECONDS = 24 * 60 * 60;

export type ImageRepositorySettings = Required<ImageRepositoryArgs>;

export function repositoryWithDefaults(
  checks: ArgumentChecks,
  key: string,
  args: ImageRepositoryArgs,
  prefix: string,
): ImageRepositorySettings {
  const defaults = {
    repositoryId: `${prefix}-${key}`,
    keepVersions: 30,
    untaggedDays: 14,
    immutableTags: true,
  };
  const settings = { ...defaults, ...args };
  checks.matches("repositories key", key, RESOURCE_NAME, RESOURCE_NAME_RULE);
  const at = `repositories["${key}"].repositoryId`;
  checks.matches(at, settings.repositoryId, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.whole(`repositories["${key}"].keepVersions`, settings.keepVersions, 1, 1000, "versions");
  checks.whole(`repositories["${key}"].untaggedDays`, settings.untaggedDays, 1, 3650, "days");
  return settings;
}

/** Location and encryption of repositories. */
export interface RepositoryContext {
  readonly project: string;
  readonly region: string;
  readonly protect: boolean;
  readonly apis: Apis;
  /** The registry's agent; undefined only if the registry is not used. */
  readonly agent: ServiceAgent | undefined;
  /**
   * Creates the key, called only if there is something to encrypt, since a key can never be deleted; undefined if
   * Google manages keys.
   */
  readonly createKey: (() => CryptoKey) | undefined;
}

/** Creates repositories, all with one key. */
export function createRepositories(
  owner: string,
  settings: Readonly<Record<string, ImageRepositorySettings>>,
  { project, region, protect, apis, agent, createKey }: RepositoryContext,
  opts: CustomResourceOptions,
) {
  const repositories: Record<string, Repository> = {};
  const imageRepositories: Record<string, ImageRepository> = {};
  if (!agent || Object.keys(settings).length === 0) {
    return { repositories, imageRepositories };
  }
  const key = createKey?.();
  const grants = key
    ? [
        createKeyGrant(`${owner}-key-images-registry-agent`, key, agent.member, {
          ...opts,
          dependsOn: [agent.identity],
        }),
      ]
    : [];
  const dependsOn = [...grants, ...onesOf(apis, ["artifactregistry"])];
  for (const [name, { repositoryId, keepVersions, untaggedDays, immutableTags }] of Object.entries(
    settings,
  )) {
    repositories[name] = new Repository(
      `${owner}-images-${name}`,
      {
        project,
        location: region,
        repositoryId,
        format: "DOCKER",
        ...(key ? { kmsKeyName: key.id } : {}),
        dockerConfig: { immutableTags },
        cleanupPolicies: [
          { id: "keep-newest", action: "KEEP", mostRecentVersions: { keepCount: keepVersions } },
          {
            id: "delete-untagged",
            action: "DELETE",
            condition: { tagState: "UNTAGGED", olderThan: `${untaggedDays * DAY_SECONDS}s` },
          },
        ],
        deletionPolicy: protect ? "PREVENT" : "DELETE",
      },
      { ...opts, protect, dependsOn },
    );
    imageRepositories[name] = { project, location: region, repository: repositoryId };
  }
  return { repositories, imageRepositories };
}
