import type { ProjectIdentity } from "../core/google/project.ts";
import type { ApiFamily } from "./apis.ts";
import type { ProjectCreation } from "./creation.ts";
import type { GitHubFederation } from "./github-federation.ts";
import type { ImageRepositoryArgs } from "./image-repositories.ts";

/** Arguments of a {@link Project}. */
export interface ProjectArgs {
  /**
   * The project, by id and number. It exists and has a billing account, but may otherwise be empty; or `creation`
   * describes how to create it, and then its number is not known yet.
   */
  readonly project: Pick<ProjectIdentity, "id"> & Partial<ProjectIdentity>;
  /**
   * How to create the project. Default none: it exists, and is neither changed nor deleted. Creating it requires
   * permissions above the project, so it is often left to a separate program.
   */
  readonly creation?: ProjectCreation;
  /** Prefix of the names in it, such as `howlerops-prod`; at most 40 characters. */
  readonly prefix: string;
  /** Region of keys, images and states, such as `us-central1`. */
  readonly region: string;
  /** Features of its systems, which determine APIs and agents. Default: network, kubernetes, images, secrets. */
  readonly uses?: readonly ApiFamily[];
  /** Container image repositories, by name. Default none. */
  readonly repositories?: Readonly<Record<string, ImageRepositoryArgs>>;
  /**
   * Sources of container images, as patterns of Binary Authorization such as `us-central1-docker.pkg.dev/shop/images/**`:
   * clusters that enforce the project's policy run images of these sources only, and Google's own for GKE. Default: the
   * project keeps the policy that it has, which at first admits every image.
   */
  readonly imageSources?: readonly string[];
  /** The GitHub repository that deploys to it. Default none. */
  readonly github?: GitHubFederation;
  /** Name of the bucket for states, globally unique. Default `<project id>-state`. */
  readonly stateBucket?: string;
  /**
   * Who manages the keys of states, images and the secrets of stacks. Default "customer": keys of the project, which
   * can never be deleted. "google" suits disposable projects, and leaves no key ring behind.
   */
  readonly encryptionKeys?: "customer" | "google";
  /** Whether the audit log includes data reads, at a cost. Default true (source: CIS Google Cloud, audit logging). */
  readonly auditReads?: boolean;
  /** Whether keys, images, states and the identity pool refuse deletion. Default true. */
  readonly protect?: boolean;
}
