import type { LinkTarget } from "../../core/endpoint-group.ts";
import type { Placement } from "../../core/kubernetes/placement.ts";
import type { Credential } from "../../core/link.ts";
import type { EgressArgs } from "../../network-policy/caller-policies.ts";
import type { Environment } from "./container/environment.ts";
import type { InitContainer, Sidecar } from "./container/more-containers.ts";
import type { Resources } from "./container/resources.ts";
import type { SecretEnvironment } from "./container/secret-environment.ts";
import type { ConfigFiles } from "./files/config-files.ts";
import type { SecretStoreReference } from "./files/credentials.ts";
import type { ApiRule } from "./rights/api-access.ts";

/** Arguments common to the pods of all workloads. */
export interface PodArgs extends EgressArgs {
  /** An existing namespace. */
  readonly namespace: string;
  /** The system that the workload belongs to; a label of all its objects. */
  readonly partOf: string;
  /** Name of the objects in the cluster, up to 40 characters. Default: the component's name. */
  readonly objectName?: string;
  /** Image by digest, `name@sha256:…`. */
  readonly image: string;
  /** Whether a tag other than `latest` is accepted instead of a digest. Default false. */
  readonly allowTag?: boolean;
  /** Replaces the image's entry point. Default: the image's. */
  readonly command?: readonly string[];
  /** Arguments of the entry point. Default: the image's. */
  readonly args?: readonly string[];
  /** User and group id, above 0. Default 1001. Source: howlerops, pod security. */
  readonly user?: number;
  /** Resource requests and limits of a pod. */
  readonly resources: Resources;
  /** Plain environment variables; secrets are refused. Default none. */
  readonly environment?: Environment;
  /**
   * Secrets as variables, for programs that read no files: each names a file of a credential and the reason, which the
   * policies accept. Variables never follow a rotation. Default none.
   */
  readonly secretEnvironment?: SecretEnvironment;
  /** Containers that run one after the other before the pod's own, by name. Default none. */
  readonly initContainers?: Readonly<Record<string, InitContainer>>;
  /** Containers that run beside the pod's own, by name. Default none. */
  readonly sidecars?: Readonly<Record<string, Sidecar>>;
  /** Plain configuration files, read-only, by absolute path. Default none. */
  readonly files?: ConfigFiles;
  /** Paths of empty, writable directories; the rest of the file system is read-only. Default `/tmp`. */
  readonly writablePaths?: readonly string[];
  /**
   * Links to its callees: each opens the network, mounts its credential and sets `<NAME>_HOST` and `<NAME>_PORT`. A
   * group sets `<NAME>_MAP_FILE`, a file that tells host, port and credential files of each member. Default none.
   */
  readonly links?: readonly LinkTarget[];
  /** Credentials without an endpoint, by name: `jwt` with a file `key` sets `JWT_KEY_FILE`. */
  readonly secrets?: Readonly<Record<string, Credential>>;
  /** Store of the credentials' values. Required if there are any. */
  readonly secretStore?: SecretStoreReference;
  /**
   * An arbitrary string such as the day of the last rotation. Changing it creates new Secrets from the store's current
   * values and rolls the pods over to them; the workload must depend on the new values through `dependsOn`. Only for
   * processes that read their files once: mounted files follow a rotation automatically. Default none.
   */
  readonly credentialsRevision?: string;
  /**
   * Permissions of the pods for the Kubernetes API in their namespace; if there are any, a token is mounted. Access to
   * the API is a link like any other. Default: none, and no token.
   */
  readonly apiRules?: readonly ApiRule[];
  /** Default: the cluster's default priority. */
  readonly priorityClassName?: string;
  /** Nodes for the pods. Default: any without taints; those with GPUs for pods that request some. */
  readonly placement?: Placement;
  /** Names of existing Secrets of the namespace that open private registries. Default none: nodes have their own. */
  readonly imagePullSecrets?: readonly string[];
  /** Annotations of the pods, such as `prometheus.io/scrape`. Default none besides the workload's own. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Annotations of the service account, such as `iam.gke.io/gcp-service-account`. Default none. */
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  /** Names that the pods resolve without DNS, by IP address. Default none. */
  readonly hostAliases?: Readonly<Record<string, readonly string[]>>;
}
