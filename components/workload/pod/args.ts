import { type ArgumentChecks, argumentsOf } from "../../core/arguments.ts";
import type { Placement } from "../../core/kubernetes/placement.ts";
import { type Credential, checkHosts, type Endpoint } from "../../core/link.ts";
import type { EgressArgs } from "../../network-policy/caller-policies.ts";
import { checkEnvironment, type Environment } from "./container/environment.ts";
import { checkImage } from "./container/image.ts";
import { checkResources, type Resources } from "./container/resources.ts";
import { type ConfigFiles, checkConfigFiles } from "./files/config-files.ts";
import {
  checkCredentials,
  credentialsOf,
  type MountedCredential,
  type SecretStoreReference,
} from "./files/credentials.ts";
import { checkWritablePaths } from "./files/volumes.ts";
import { type ApiRule, checkApiRules } from "./rights/api-access.ts";
import { DEFAULT_USER } from "./rights/security.ts";

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
  /** What it calls: each opens the network, mounts its credential and sets `<NAME>_HOST` and `<NAME>_PORT`. */
  readonly links?: readonly Endpoint[];
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

/** The arguments with defaults filled in and names derived. */
export interface PodSettings extends EgressArgs {
  readonly component: string;
  /** Logical name of the component. */
  readonly id: string;
  /** Name of the objects. */
  readonly name: string;
  readonly namespace: string;
  readonly partOf: string;
  readonly image: string;
  readonly command: readonly string[] | undefined;
  readonly args: readonly string[] | undefined;
  readonly user: number;
  readonly resources: Resources;
  readonly environment: Environment;
  readonly files: ConfigFiles;
  readonly writablePaths: readonly string[];
  readonly links: readonly Endpoint[];
  readonly credentials: readonly MountedCredential[];
  readonly secretStore: SecretStoreReference | undefined;
  readonly apiRules: readonly ApiRule[];
  readonly priorityClassName: string | undefined;
  readonly placement: Placement;
}

/** Fills in defaults. @throws ArgumentError naming the component, the argument and what is allowed */
export function podSettings(component: string, id: string, args: PodArgs): PodSettings {
  const name = args.objectName ?? id;
  const links = args.links ?? [];
  const settings: PodSettings = {
    component,
    id,
    name,
    namespace: args.namespace,
    partOf: args.partOf,
    image: args.image,
    command: args.command,
    args: args.args,
    user: args.user ?? DEFAULT_USER,
    resources: args.resources,
    environment: args.environment ?? {},
    files: args.files ?? {},
    writablePaths: args.writablePaths ?? ["/tmp"],
    links,
    credentials: credentialsOf(name, links, args.secrets ?? {}, args.credentialsRevision),
    secretStore: args.secretStore,
    ...reachOf(args),
    apiRules: args.apiRules ?? [],
    priorityClassName: args.priorityClassName,
    placement: args.placement ?? {},
  };
  const checks = argumentsOf(component, id);
  const word = /^[a-z0-9]([-a-z0-9]{0,18}[a-z0-9])?$/;
  checks.matches("credentialsRevision", args.credentialsRevision, word, "words such as 2026-10-01");
  checkImage(checks, args.image, args.allowTag ?? false);
  checkSettings(checks, settings);
  return settings;
}

function reachOf({ googleIdentity = false, resolvers, hostEgress = "addresses" }: PodArgs): EgressArgs {
  return { googleIdentity, hostEgress, ...(resolvers ? { resolvers } : {}) };
}

function checkSettings(checks: ArgumentChecks, settings: PodSettings): void {
  const label = /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/;
  checks.matches("objectName", settings.name, label, "DNS labels up to 40 long (other names derive from it)");
  checks.matches("namespace", settings.namespace, /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, "DNS labels");
  checks.whole("user", settings.user, 1, 65534, "root is refused");
  checkResources(checks, settings.resources);
  allDiffer(checks, "links", settings.links, "endpoints");
  checkHosts(checks, settings.links);
  allDiffer(checks, "secrets", settings.credentials, "names that no link's credential has");
  checkCredentials(checks, settings.credentials, settings.secretStore);
  checkEnvironment(checks, settings.links, settings.credentials, settings.environment);
  checkConfigFiles(checks, settings.files);
  checkWritablePaths(checks, settings.writablePaths);
  checkApiRules(checks, settings.apiRules);
}

function allDiffer(
  checks: ArgumentChecks,
  argument: string,
  named: readonly { readonly name: string }[],
  allowed: string,
): void {
  const names = named.map(({ name }) => name);
  const different = new Set(names).size === names.length;
  checks.that(
    different,
    argument,
    names,
    `${allowed}, all different (policies and files are named after them)`,
  );
}

/** The settings as a component registers them: without values that only a deployment knows. */
export function plainSettings(settings: PodSettings): object {
  const {
    component: _component,
    id: _id,
    name,
    environment,
    links,
    resolvers: _resolvers,
    files,
    secretStore,
    ...plain
  } = settings;
  return {
    ...plain,
    objectName: name,
    secretStore: secretStore?.name,
    environment: Object.keys(environment),
    files: Object.keys(files),
    links: links.map(({ name }) => name),
  };
}
