import type { Repository } from "@pulumi/gcp/artifactregistry/repository.js";
import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import type { Project as CloudProject } from "@pulumi/gcp/organizations/project.js";
import { IAMAuditConfig } from "@pulumi/gcp/projects/iamauditConfig.js";
import type { Bucket } from "@pulumi/gcp/storage/bucket.js";
import { type ComponentResourceOptions, interpolate, type Output } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { ProjectIdentity } from "../core/google/project.ts";
import { type ApiFamily, type Apis, enableApis, onesOf } from "./apis.ts";
import { createProject, type ProjectCreation } from "./creation.ts";
import { createFederation, type FederationResources, type GitHubFederation } from "./github-federation.ts";
import { createRepositories, type ImageRepository, type ImageRepositoryArgs } from "./image-repositories.ts";
import { createKey } from "./keys.ts";
import { projectWithDefaults, summaryOf } from "./project-settings.ts";
import { createServiceAgents, type ServiceAgent } from "./service-agents.ts";
import { createStateStorage } from "./state-storage.ts";

/** Arguments of a {@link Project}. */
export interface ProjectArgs {
  /**
   * The project, by id and number. It exists and has a billing account, but may be empty otherwise; or
   * `creation` says how to make it, and then its number is not known yet.
   */
  readonly project: Pick<ProjectIdentity, "id"> & Partial<ProjectIdentity>;
  /**
   * How to make the project. Default none: it is there, and neither changed nor deleted. Whoever deploys needs
   * rights above the project then, so that many leave this to a program of their own.
   */
  readonly creation?: ProjectCreation;
  /** Start of the names in it, such as `howlerops-prod`; at most 40 characters. */
  readonly prefix: string;
  /** Where keys, images and states lie, such as `us-central1`. */
  readonly region: string;
  /** What its systems are made of, which decides about APIs and agents. Default: network, kubernetes, images, secrets. */
  readonly uses?: readonly ApiFamily[];
  /** Repositories of container images, by name. Default none. */
  readonly repositories?: Readonly<Record<string, ImageRepositoryArgs>>;
  /** The GitHub repository that deploys into it. Default none. */
  readonly github?: GitHubFederation;
  /** Name of the bucket for states, unique in the world. Default `<project id>-state`. */
  readonly stateBucket?: string;
  /**
   * Who manages the keys of states, images and the secrets of stacks. Default "customer": keys of the project,
   * which stay for ever. "google" suits projects that are made and unmade, and leaves no ring behind.
   */
  readonly encryptionKeys?: "customer" | "google";
  /** Whether reads of data are kept in the audit log, at a price. Default true (source: CIS Google Cloud, audit logging). */
  readonly auditReads?: boolean;
  /** Whether keys, images, states and the pool of identities refuse deletion. Default true. */
  readonly protect?: boolean;
}

/**
 * What an empty project needs before anything is built in it: APIs, Google's service agents with their roles,
 * keys, image repositories, deployments without keys, and a place for states. Whatever is built in it waits by
 * `dependsOn` on this component.
 *
 * @public
 */
export class Project extends Component {
  /** The project by both of its names, for what is built in it; its number is known once it is there. */
  readonly project: ProjectIdentity;
  /** Id of the ring for further keys in the region; undefined where Google manages keys. */
  readonly keyRing: Output<string> | undefined;
  /** Repositories as a cluster takes them, by the keys of the argument. */
  readonly imageRepositories: Readonly<Record<string, ImageRepository>>;
  /** Where states are kept, for `pulumi login`. */
  readonly stateUrl: string;
  /** Key for the secrets of stacks, for `pulumi stack change-secrets-provider`; undefined where Google manages keys. */
  readonly secretsProvider: Output<string> | undefined;
  readonly resources: {
    /** Undefined where the project was there before. */
    readonly project: CloudProject | undefined;
    readonly apis: Apis;
    readonly agents: ReadonlyMap<string, ServiceAgent>;
    readonly keyRing: KeyRing | undefined;
    readonly repositories: Readonly<Record<string, Repository>>;
    readonly federation: FederationResources | undefined;
    readonly state: Bucket;
  };

  constructor(name: string, args: ProjectArgs, opts?: ComponentResourceOptions) {
    const settings = projectWithDefaults(args, argumentsOf("Project", name));
    super("project", "Project", name, settings, opts);

    const { github, creation } = args;
    const { prefix, region, uses, stateBucket, protect } = settings;
    const child = { parent: this };
    const created = creation && createProject(name, args.project.id, creation, protect, child);
    const project = { id: args.project.id, number: created?.number ?? args.project.number ?? "" };
    const apis = enableApis(name, project.id, uses, created ? [created] : [], child);
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
      {
        owner: name,
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
      settings.repositories,
      {
        owner: name,
        project: project.id,
        region,
        protect,
        apis,
        agent: agents.get("artifactregistry"),
      },
      key && (() => key("images")),
      child,
    );
    const federation = github && createFederation(name, project, github, apis, protect, child);
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
      federation,
      state,
    };
    this.publish({ summary: summaryOf(settings, apis.size, agents.size) });
  }
}
