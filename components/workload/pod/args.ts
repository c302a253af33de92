import type { LinkTarget } from "../../core/endpoint-group.ts";
import type { Placement } from "../../core/kubernetes/placement.ts";
import type { Credential } from "../../core/link.ts";
import type { EgressArgs } from "../../network-policy/caller-policies.ts";
import type { Environment } from "./container/environment.ts";
import type { Resources } from "./container/resources.ts";
import type { ConfigFiles } from "./files/config-files.ts";
import type { SecretStoreReference } from "./files/credentials.ts";
import type { ApiRule } from "./rights/api-access.ts";

/** What every workload says about its pods, whatever keeps them running. */
export interface PodArgs extends EgressArgs {
  /** Namespace that exists already. */
  readonly namespace: string;
  /** System that the workload is part of; a label of all its objects. */
  readonly partOf: string;
  /** Name of the objects in the cluster, up to 40 characters. Default: the component's name. */
  readonly objectName?: string;
  /** Image by digest, `name@sha256:…`. */
  readonly image: string;
  /** Whether a tag is taken in place of a digest, except `latest`. Default false. */
  readonly allowTag?: boolean;
  /** Replaces the image's entry point. Default: the image's. */
  readonly command?: readonly string[];
  /** Arguments of the entry point. Default: the image's. */
  readonly args?: readonly string[];
  /** User and group id, above 0. Default 1001. Source: howlerops, pod security. */
  readonly user?: number;
  /** What a pod is given, and what it may not exceed. */
  readonly resources: Resources;
  /** Plain settings; a secret among them is refused. Default none. */
  readonly environment?: Environment;
  /** Plain configuration files, read-only, by absolute path. Default none. */
  readonly files?: ConfigFiles;
  /** Paths of empty, writable directories; the rest of the file system is read-only. Default `/tmp`. */
  readonly writablePaths?: readonly string[];
  /**
   * What it calls: each opens the network, mounts its credential and sets `<NAME>_HOST` and `<NAME>_PORT`. A group sets
   * `<NAME>_MAP_FILE`, a file that tells host, port and credential files of each member. Default none.
   */
  readonly links?: readonly LinkTarget[];
  /** Credentials that belong to no endpoint, by name: `jwt` with a file `key` sets `JWT_KEY_FILE`. */
  readonly secrets?: Readonly<Record<string, Credential>>;
  /** Where the values of credentials are kept. Required as soon as there are any. */
  readonly secretStore?: SecretStoreReference;
  /**
   * A word such as the day of the last rotation. Changing it makes new Secrets of what the store then holds and
   * rolls the pods onto them; the workload has to come after the new values, by `dependsOn`. Only for
   * processes that read their files once: mounted files follow a rotation by themselves. Default none.
   */
  readonly credentialsRevision?: string;
  /**
   * What the pods may do with the Kubernetes API in their namespace; with any, a token is mounted. The way
   * to the API is a link like any other. Default: nothing, and no token.
   */
  readonly apiRules?: readonly ApiRule[];
  /** Default: the cluster's default priority. */
  readonly priorityClassName?: string;
  /** On which nodes the pods may run. Default: any without taints; those with GPUs for pods that ask for some. */
  readonly placement?: Placement;
}
