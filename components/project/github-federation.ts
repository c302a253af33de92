import { WorkloadIdentityPool } from "@pulumi/gcp/iam/workloadIdentityPool.js";
import { WorkloadIdentityPoolProvider } from "@pulumi/gcp/iam/workloadIdentityPoolProvider.js";
import { IAMMember } from "@pulumi/gcp/projects/iammember.js";
import { type CustomResourceOptions, interpolate } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../core/arguments.ts";
import type { ProjectIdentity } from "../core/google/project.ts";
import { type Apis, onesOf } from "./apis.ts";

/** Permissions of a deployment environment of the repository. */
export interface GitHubEnvironment {
  /** Roles in the project, such as `roles/viewer`. Owner and editor are refused: a deployment never needs them. */
  readonly roles: readonly string[];
}

/** The GitHub repository that deploys to a project. */
export interface GitHubFederation {
  /** Number of the owner; a name can be released and taken by another account. */
  readonly ownerId: string;
  /** Number of the repository. */
  readonly repositoryId: string;
  /** Permissions of workflows, by the GitHub environment of the job; a job without one has none. */
  readonly environments: Readonly<Record<string, GitHubEnvironment>>;
}

/** The identities of keyless deployments. */
export interface FederationResources {
  readonly pool: WorkloadIdentityPool;
  readonly provider: WorkloadIdentityPoolProvider;
  readonly grants: readonly IAMMember[];
}

const NUMBER = /^[0-9]{1,20}$/;

export function checkFederation(
  checks: ArgumentChecks,
  { ownerId, repositoryId, environments }: GitHubFederation,
) {
  checks.matches("github.ownerId", ownerId, NUMBER, "numbers, as `gh api users/<owner> --jq .id` answers");
  checks.matches(
    "github.repositoryId",
    repositoryId,
    NUMBER,
    "numbers, as `gh api repos/<owner>/<repository> --jq .id` answers",
  );
  for (const [name, { roles }] of Object.entries(environments)) {
    checks.matches(
      "github.environments key",
      name,
      /^[A-Za-z0-9_-]{1,64}$/,
      "letters, digits, _ and -, at most 64",
    );
    for (const role of roles) {
      const at = `github.environments["${name}"].roles`;
      checks.matches(
        at,
        role,
        /^(roles|projects\/[a-z0-9-]+\/roles|organizations\/\d+\/roles)\/[A-Za-z0-9._]+$/,
        "roles",
      );
      checks.that(
        !["roles/owner", "roles/editor"].includes(role),
        at,
        role,
        "roles narrower than owner and editor",
      );
    }
  }
}

/** Inputs of a repository's federation. */
export interface FederationContext {
  readonly project: ProjectIdentity;
  readonly apis: Apis;
  readonly protect: boolean;
}

/**
 * Grants the workflows of one repository access to the project, each as the GitHub environment of its job. There is no
 * key to leak: GitHub attests the job, and roles are granted directly to the token's principal.
 */
export function createFederation(
  owner: string,
  { ownerId, repositoryId, environments }: GitHubFederation,
  { project, apis, protect }: FederationContext,
  opts: CustomResourceOptions,
): FederationResources {
  const pool = new WorkloadIdentityPool(
    `${owner}-github`,
    {
      project: project.id,
      workloadIdentityPoolId: "github",
      description: "Workflows of GitHub Actions",
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    { ...opts, protect, dependsOn: onesOf(apis, ["iam", "iamcredentials", "sts"]) },
  );
  const names = Object.keys(environments);
  const provider = new WorkloadIdentityPoolProvider(
    `${owner}-github`,
    {
      project: project.id,
      workloadIdentityPoolId: pool.workloadIdentityPoolId,
      workloadIdentityPoolProviderId: "actions",
      oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
      attributeMapping: {
        "google.subject": "assertion.sub",
        "attribute.repository_id": "assertion.repository_id",
        // A job without an environment has no such claim, and its token is refused here.
        "attribute.environment": "assertion.environment",
      },
      attributeCondition: [
        `assertion.repository_owner_id == '${ownerId}'`,
        `assertion.repository_id == '${repositoryId}'`,
        `assertion.environment in [${names.map((name) => `'${name}'`).join(", ")}]`,
      ].join(" && "),
    },
    opts,
  );
  const grants = Object.entries(environments).flatMap(([name, { roles }]) =>
    roles.map(
      (role) =>
        new IAMMember(
          `${owner}-github-${name}-${role.replace(/^.*roles\//, "")}`,
          {
            project: project.id,
            role,
            member: interpolate`principalSet://iam.googleapis.com/projects/${project.number}/locations/global/workloadIdentityPools/${pool.workloadIdentityPoolId}/attribute.environment/${name}`,
          },
          opts,
        ),
    ),
  );
  return { pool, provider, grants };
}
