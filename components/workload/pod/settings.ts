import { labelValue } from "#models/grammar/labels";
import { dnsLabel } from "#models/grammar/names";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { checkTargets, type LinkTarget } from "../../core/endpoint-group.ts";
import { checkPlacement, type Placement } from "../../core/kubernetes/placement.ts";
import { checkEgress, type EgressArgs } from "../../network-policy/caller-policies.ts";
import type { PodArgs } from "./args.ts";
import type { Environment } from "./container/environment.ts";
import { checkEnvironment, environmentOf } from "./container/environment.ts";
import { checkImage } from "./container/image.ts";
import { checkMoreContainers, type MoreContainers } from "./container/more-containers.ts";
import type { Resources } from "./container/resources.ts";
import { checkResources } from "./container/resources.ts";
import { checkSecretEnvironment } from "./container/secret-environment.ts";
import { checkExtras, extrasOf, type PodExtras } from "./extras.ts";
import type { ConfigFiles } from "./files/config-files.ts";
import { checkConfigFiles } from "./files/config-files.ts";
import type { MountedCredential, SecretStoreReference } from "./files/credentials.ts";
import { checkCredentials, credentialsOf } from "./files/credentials.ts";
import { checkVolumes, type PersistentVolumes, type VolumeArgs } from "./files/persistent-volumes.ts";
import { checkWritablePaths } from "./files/volumes.ts";
import type { ApiRule } from "./rights/api-access.ts";
import { checkApiRules } from "./rights/api-access.ts";
import { DEFAULT_USER } from "./rights/security.ts";

/** The arguments with defaults and derived names. */
export interface PodSettings extends EgressArgs, PodExtras, MoreContainers {
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
  readonly volumes: PersistentVolumes;
  readonly links: readonly LinkTarget[];
  readonly credentials: readonly MountedCredential[];
  readonly secretStore: SecretStoreReference | undefined;
  readonly apiRules: readonly ApiRule[];
  readonly priorityClassName: string | undefined;
  readonly placement: Placement;
}

/** Fills in defaults. @throws ArgumentError naming the component, the argument and what is allowed */
export function podWithDefaults(
  checks: ArgumentChecks,
  component: string,
  id: string,
  args: PodArgs & VolumeArgs,
): PodSettings {
  const name = args.objectName ?? id;
  const links = args.links ?? [];
  checkTargets(checks, links);
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
    volumes: args.volumes ?? {},
    initContainers: args.initContainers ?? {},
    sidecars: args.sidecars ?? {},
    ...extrasOf(args),
    links,
    credentials: credentialsOf(name, links, args.secrets ?? {}, args.credentialsRevision),
    secretStore: args.secretStore,
    ...reachOf(args),
    apiRules: args.apiRules ?? [],
    priorityClassName: args.priorityClassName,
    placement: args.placement ?? {},
  };
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
  checks.valid("namespace", settings.namespace, dnsLabel);
  checks.valid("partOf", settings.partOf, labelValue);
  checks.whole("user", settings.user, 1, 65534, "root is refused");
  checkResources(checks, settings.resources);
  checkPlacement(checks, settings.placement);
  checkEgress(checks, settings);
  checkCredentialNames(checks, settings.credentials);
  checkCredentials(checks, settings.credentials, settings.secretStore);
  checkEnvironment(checks, settings.links, settings.credentials, settings.environment);
  checkConfigFiles(checks, settings.files);
  checkWritablePaths(checks, settings.writablePaths);
  checkVolumes(checks, settings.volumes, settings.writablePaths);
  checkMoreContainers(checks, settings.name, settings);
  checkExtras(checks, settings);
  const taken = Object.keys(environmentOf(settings.links, settings.credentials, settings.environment));
  checkSecretEnvironment(checks, settings.secretEnvironment, settings.credentials, taken);
  checkApiRules(checks, settings.apiRules);
}

function checkCredentialNames(checks: ArgumentChecks, credentials: readonly MountedCredential[]): void {
  const names = credentials.map(({ name }) => name);
  checks.distinct(
    "secrets",
    names,
    "names that no link's credential has, all different (policies and files are named after them)",
  );
}

/** The settings that a component registers: without values that only a deployment knows. */
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
    ...others
  } = settings;
  // What a workload does not use would only be noise in its settings.
  const { secretEnvironment, initContainers, sidecars, volumes, imagePullSecrets, ...more } = others;
  const { annotations, serviceAccountAnnotations, hostAliases, ...plain } = more;
  const used = { secretEnvironment, initContainers, sidecars, volumes, imagePullSecrets };
  const optional = { ...used, annotations, serviceAccountAnnotations, hostAliases };
  return {
    ...plain,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => Object.keys(value).length > 0)),
    objectName: name,
    secretStore: secretStore?.name,
    environment: Object.keys(environment),
    files: Object.keys(files),
    links: links.map(({ name }) => name),
  };
}
