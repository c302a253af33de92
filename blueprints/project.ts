import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { ApiFamily } from "#components/project/apis";
import type { GitHubFederation } from "#components/project/github-federation";
import { Project } from "#components/project/project";
import type { SystemContext } from "./context.ts";
import type { ExistingInfrastructure } from "./settings/existing.ts";

/** A Google Cloud project, as stack files name it. */
export interface GoogleSettings {
  readonly project: string;
  readonly projectNumber: string;
  readonly region: string;
  readonly github?: GitHubFederation;
  /** Group of an organization whose groups may be named in the cluster's roles. */
  readonly securityGroup?: string;
  /** Network and cluster that are there already. */
  readonly existing?: ExistingInfrastructure;
}

/** What every system of one region with a cluster is made of. */
const USES: readonly ApiFamily[] = ["network", "kubernetes", "images", "secrets", "messages"];

/**
 * Makes an empty project ready: whatever is built in it waits for its APIs, agents and keys.
 *
 * @param uses what the system is made of besides a cluster and what runs in it
 */
export function createProject(
  google: GoogleSettings,
  uses: readonly ApiFamily[],
  { stack, environment }: SystemContext,
  opts: ComponentResourceOptions,
): Project {
  const { project, projectNumber, region, github } = google;
  return new Project(
    "project",
    {
      project: { id: project, number: projectNumber },
      prefix: stack,
      region,
      uses: [...USES, ...uses],
      repositories: { images: { repositoryId: "images" } },
      ...(github ? { github } : {}),
      encryptionKeys: environment.encryptionKeys,
      protect: environment.protect,
    },
    opts,
  );
}
