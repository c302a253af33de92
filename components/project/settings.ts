import type { FactInputs } from "#graph/facts";
import type { ArgumentChecks } from "../core/arguments.ts";
import {
  PROJECT_ID,
  PROJECT_ID_RULE,
  REGION,
  REGION_RULE,
  RESOURCE_NAME,
  RESOURCE_NAME_RULE,
} from "../core/google/project.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";
import { API_FAMILIES } from "./apis.ts";
import type { ProjectArgs } from "./args.ts";
import { checkCreation, parentFact } from "./creation.ts";
import { checkFederation } from "./github-federation.ts";
import { type ImageRepositorySettings, repositoryWithDefaults } from "./image-repositories.ts";
import { FORMER_STATE_DAYS } from "./state-storage.ts";

/** A project's arguments with their defaults, plain values only. */
export type ProjectSettings = ReturnType<typeof projectWithDefaults>;

export function projectWithDefaults(checks: ArgumentChecks, args: ProjectArgs) {
  const { project, prefix, region, uses = ["network", "kubernetes", "images", "secrets"] } = args;
  const { stateBucket = `${project.id}-state`, auditReads = true, protect = true } = args;
  const { encryptionKeys = "customer" } = args;
  const { creation, imageSources } = args;
  checkImageSources(checks, imageSources, uses);
  checks.matches("project.id", project.id, PROJECT_ID, PROJECT_ID_RULE);
  checks.that(
    creation !== undefined || project.number !== undefined,
    "project.number",
    project.number,
    "numbers, as `gcloud projects describe` answers, unless creation says how to make the project",
  );
  checks.that(
    creation === undefined || project.number === undefined,
    "project.number",
    "given",
    "none together with creation, which finds out the number",
  );
  if (creation) {
    checkCreation(checks, creation);
  }
  checks.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.that(
    prefix.length <= 40,
    "prefix",
    prefix,
    "at most 40 characters, as keys and images add theirs to it",
  );
  checks.matches("region", region, REGION, REGION_RULE);
  for (const family of uses) {
    checks.oneOf("uses", family, API_FAMILIES);
  }
  checks.matches(
    "stateBucket",
    stateBucket,
    /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    "names of 3 to 63 lower-case letters, digits and hyphens",
  );
  checks.oneOf("encryptionKeys", encryptionKeys, ["customer", "google"]);
  const repositories: Record<string, ImageRepositorySettings> = {};
  for (const [key, repository] of Object.entries(args.repositories ?? {})) {
    repositories[key] = repositoryWithDefaults(checks, key, repository, prefix);
  }
  checks.that(
    Object.keys(repositories).length === 0 || uses.includes("images"),
    "uses",
    uses,
    'lists with "images", since there are repositories',
  );
  if (args.github) {
    checkFederation(checks, args.github);
  }
  const github = args.github && {
    repositoryId: args.github.repositoryId,
    environments: args.github.environments,
  };
  return {
    projectId: project.id,
    creation,
    prefix,
    region,
    uses,
    repositories,
    imageSources,
    stateBucket,
    encryptionKeys,
    auditReads,
    protect,
    github,
  };
}

function checkImageSources(
  checks: ArgumentChecks,
  sources: readonly string[] | undefined,
  uses: readonly string[],
): void {
  checks.that(
    sources === undefined || uses.includes("kubernetes"),
    "uses",
    uses,
    'lists with "kubernetes", since there are imageSources',
  );
  checks.that(sources?.length !== 0, "imageSources", sources, "at least one source");
  for (const source of sources ?? []) {
    checks.matches(
      "imageSources",
      source,
      /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.[a-z]+(:\d+)?\/[^\s*]*\*{0,2}$/,
      "images with their registry, with * or ** at the end for others, such as ghcr.io/shop/**",
    );
  }
}

/** Published facts of a project. */
export function projectFacts(settings: ProjectSettings, apis: number, agents: number): FactInputs {
  const { creation, repositories, github, stateBucket, encryptionKeys, auditReads, protect } = settings;
  const images = Object.values(repositories).map(
    ({ repositoryId }) => `${settings.region}-docker.pkg.dev/${settings.projectId}/${repositoryId}`,
  );
  const movable = Object.entries(repositories).map(
    ([key, { immutableTags }]) => [`repositories.${key}.immutableTags`, optOut(immutableTags, true)] as const,
  );
  return {
    ...(creation ? { creation: { parent: parentFact(creation) } } : {}),
    services: { apis, agents },
    state: { url: `gs://${stateBucket}`, retentionDays: FORMER_STATE_DAYS },
    ...(images.length > 0 ? { imageRepositories: images } : {}),
    ...(github ? { deployments: { from: "github", environments: Object.keys(github.environments) } } : {}),
    keyManagement: encryptionKeys,
    ...optOuts({
      encryptionKeys: optOut(encryptionKeys, "customer"),
      ...Object.fromEntries(movable),
      auditReads: optOut(auditReads, true),
      protect: optOut(protect, true),
    }),
  };
}
