import type { Repository } from "@pulumi/gcp/artifactregistry/repository.js";
import type { Policy } from "@pulumi/gcp/binaryauthorization/policy.js";
import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import type { Project as CloudProject } from "@pulumi/gcp/organizations/project.js";
import { IAMAuditConfig } from "@pulumi/gcp/projects/iamauditConfig.js";
import type { Bucket } from "@pulumi/gcp/storage/bucket.js";
import { type ComponentResourceOptions, interpolate, type Output } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { ProjectIdentity } from "../core/google/project.ts";
import type { Apis } from "./apis.ts";
import { createApis, onesOf } from "./apis.ts";
import type { ProjectArgs } from "./args.ts";
import { createProject } from "./creation.ts";
import type { FederationResources } from "./github-federation.ts";
import { createFederation } from "./github-federation.ts";
import { createImagePolicy } from "./image-policy.ts";
import type { ImageRepository } from "./image-repositories.ts";
import { createRepositories } from "./image-repositories.ts";
import { createKey } from "./keys.ts";
import { createServiceAgents, type ServiceAgent } from "./service-agents.ts";
import { projectFacts, projectWithDefaults } from "./settings.ts";
import { createStateStorage } from "./state-storage.ts";

export type { ApiFamily, Apis } from "./apis.ts";
export type { ProjectArgs } from "./args.ts";
export type { ProjectCreation } from "./creation.ts";
export type { FederationResources, GitHubEnvironment, GitHubFederation } from "./github-federation.ts";
export type { ImageRepository, ImageRepositoryArgs } from "./image-repositories.ts";
export type { ServiceAgent } from "./service-agents.ts";

/**
 * Bootstraps an empty project: APIs, Google's service agents with their roles, keys, image repositories, keyless
 * deployments, and a bucket for states. All resources in the project wait for this component through `dependsOn`.
 *
 * @public
 */
export class Project extends Component {
  /** The project's id and number, for resources in it; the number is known once it exists. */
  readonly project: ProjectIdentity;
  /** Id of the ring for additional keys in the region; undefined if Google manages keys. */
  readonly keyRing: Output<string> | undefined;
  /** Repositories as arguments of a cluster, by the keys of the argument. */
  readonly imageRepositories: Readonly<Record<string, ImageRepository>>;
  /** URL of the states, for `pulumi login`. */
  readonly stateUrl: string;
  /** Key for the secrets of stacks, for `pulumi stack change-secrets-provider`; undefined if Google manages keys. */
  readonly secretsProvider: Output<string> | undefined;
  readonly resources: {
    /** Undefined for an existing project. */
    readonly project: CloudProject | undefined;
    readonly apis: Apis;
    readonly agents: ReadonlyMap<string, ServiceAgent>;
    readonly keyRing: KeyRing | undefined;
    readonly repositories: Readonly<Record<string, Repository>>;
    /** Undefined without image sources. */
    readonly imagePolicy: Policy | undefined;
    readonly federation: FederationResources | undefined;
    readonly state: Bucket;
  };

  constructor(name: string, args: ProjectArgs, opts?: ComponentResourceOptions) {
    const settings = projectWithDefaults(argumentsOf("Project", name, args), args);
    super("project", "Project", name, settings, opts);

    const { github, creation } = args;
    const { prefix, region, uses, stateBucket, protect } = settings;
    const child = { parent: this };
    const created = creation && createProject(name, creation, { projectId: args.project.id, protect }, child);
    const project = { id: args.project.id, number: created?.number ?? args.project.number ?? "" };
    const apis = createApis(
      name,
      { projectId: project.id, families: uses, after: created ? [created] : [] },
      child,
    );
    const agents = createServiceAgents(name, project, apis, child);
    const keyRing =
      settings.encryptionKeys === "customer"
        ? new KeyRing(
            `${name}-keys`,
            { name: prefix, location: region },
            { ...child, protect, dependsOn: onesOf(apis, ["cloudkms"]) },
          )
        : undefined;
    const key =
      keyRing &&
      ((what: string) =>
        createKey(
          `${name}-key-${what}`,
          { keyName: `${prefix}-${what}`, keyRing: keyRing.id, protect },
          child,
        ));
    const secrets = key?.("stack-secrets");
    const state = createStateStorage(
      name,
      {
        bucketName: stateBucket,
        project: project.id,
        region,
        protect,
        apis,
        key: key?.("state"),
      },
      child,
    );
    const images = createRepositories(
      name,
      settings.repositories,
      {
        project: project.id,
        region,
        protect,
        apis,
        agent: agents.get("artifactregistry"),
        createKey: key && (() => key("images")),
      },
      child,
    );
    const imagePolicy =
      settings.imageSources &&
      createImagePolicy(name, { project: project.id, sources: settings.imageSources, apis }, child);
    const federation = github && createFederation(name, github, { project, apis, protect }, child);
    if (settings.auditReads) {
      new IAMAuditConfig(
        `${name}-audit`,
        {
          project: project.id,
          service: "allServices",
          auditLogConfigs: ["ADMIN_READ", "DATA_READ", "DATA_WRITE"].map((logType) => ({ logType })),
        },
        { ...child, dependsOn: onesOf(apis, ["cloudresourcemanager", "logging"]) },
      );
    }

    this.project = project;
    this.keyRing = keyRing?.id;
    this.imageRepositories = images.imageRepositories;
    this.stateUrl = `gs://${stateBucket}`;
    this.secretsProvider = secrets && interpolate`gcpkms://${secrets.id}`;
    this.resources = {
      project: created,
      apis,
      agents,
      keyRing,
      repositories: images.repositories,
      imagePolicy,
      federation,
      state,
    };
    this.publish({ facts: projectFacts(settings, apis.size, agents.size) });
  }
}
