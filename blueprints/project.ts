import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { CERT_MANAGER_CHART } from "#components/ingress/cert-manager-chart";
import { NGINX_CHART } from "#components/ingress/nginx/chart";
import { MONITORING_CHART } from "#components/observability/monitoring/chart";
import type { ApiFamily } from "#components/project/apis";
import type { GitHubFederation } from "#components/project/github-federation";
import type { ImageRepositoryArgs } from "#components/project/image-repositories";
import { Project } from "#components/project/project";
import { EXTERNAL_SECRETS_CHART } from "#components/secrets/operator/chart";
import { chartImageSources } from "#models/charts/images";
import type { SystemContext } from "./contract/context.ts";
import { blueprintNames } from "./names.ts";
import type { ExistingNetworkSettings } from "./settings/existing.ts";

/** A Google Cloud project, as in stack files. @public */
export interface GoogleSettings {
  /** Project id. */
  readonly project: string;
  readonly projectNumber: string;
  /** The GitHub repository that deploys to it. Default none. */
  readonly github?: GitHubFederation;
  /** Group of an organization whose nested groups may be used in the cluster's roles. Default none. */
  readonly securityGroup?: string;
  /** Further sources of images, as patterns such as `ghcr.io/shop/**`. Default none. */
  readonly imageSources?: readonly string[];
  /** Existing network, which is read instead of created. Default none. */
  readonly existing?: { readonly network?: ExistingNetworkSettings };
}

/** Arguments of {@link createProject}. */
export interface ProjectBlueprintArgs {
  /** Prefix of logical names, and of physical ones after the stack's name. Default none, for the first project. */
  readonly name?: string;
  readonly google: GoogleSettings;
  /** Region of its keys, images and states, such as `us-central1`. */
  readonly region: string;
  /** Google Cloud products that its systems use besides a cluster and its workloads. Default none. */
  readonly uses?: readonly ApiFamily[];
  /**
   * Whether to state which images run: those of the repositories, of the platform's charts, and of the settings'
   * `imageSources`. Default true; a project with clusters of other programs keeps its own policy.
   */
  readonly restrictImages?: boolean;
  /** Container image repositories, by key. Default `images`, with that name in the registry. */
  readonly repositories?: Readonly<Record<string, ImageRepositoryArgs>>;
}

/** The products that every system with a cluster uses. */
const USES: readonly ApiFamily[] = ["network", "kubernetes", "images", "secrets", "messages"];

/** Repository of a system's images, in the registry of its project. */
export const IMAGES = "images";

/** Images of the charts that every platform installs. */
const PLATFORM_IMAGES = [CERT_MANAGER_CHART, EXTERNAL_SECRETS_CHART, NGINX_CHART, MONITORING_CHART].flatMap(
  ({ chart }) => chartImageSources(chart) ?? [],
);

const REPOSITORIES = { images: { repositoryId: IMAGES } };

/**
 * Bootstraps an empty project: everything created in it waits for its APIs, agents and keys.
 *
 * @param opts default: the stack's Google Cloud and random providers
 * @throws Error in a slice that does not own the project
 */
export function createProject(
  {
    name,
    google,
    region,
    uses = [],
    repositories = REPOSITORIES,
    restrictImages = true,
  }: ProjectBlueprintArgs,
  { stack, environment, providers, claim }: SystemContext,
  opts: ComponentResourceOptions = { providers: [providers.google, providers.random] },
): Project {
  claim("project");
  const names = blueprintNames(name, stack);
  const { project, projectNumber, github, imageSources = [] } = google;
  const own = Object.entries(repositories).map(
    ([key, { repositoryId = `${names.prefix}-${key}` }]) =>
      `${region}-docker.pkg.dev/${project}/${repositoryId}/**`,
  );
  return new Project(
    names.of("project"),
    {
      project: { id: project, number: projectNumber },
      prefix: names.prefix,
      region,
      uses: [...USES, ...uses],
      repositories,
      ...(restrictImages ? { imageSources: [...own, ...PLATFORM_IMAGES, ...imageSources] } : {}),
      ...(github ? { github } : {}),
      encryptionKeys: environment.encryptionKeys,
      protect: environment.protect,
    },
    opts,
  );
}
