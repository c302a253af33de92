import type { ProjectIdentity } from "../core/google/project.ts";
import type { ApiFamily } from "./apis.ts";
import type { ProjectCreation } from "./creation.ts";
import type { GitHubFederation } from "./github-federation.ts";
import type { ImageRepositoryArgs } from "./image-repositories.ts";

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
