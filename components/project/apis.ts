import { Service } from "@pulumi/gcp/projects/service.js";
import type { CustomResourceOptions, Resource } from "@pulumi/pulumi";

/** APIs that must be enabled first: they enable the others, and read and grant roles. */
const FIRST = ["serviceusage", "cloudresourcemanager", "iam"] as const;

/** APIs that every project additionally needs: logs, metrics, keys, buckets and keyless deployments. */
const ALWAYS = ["logging", "monitoring", "cloudkms", "storage", "iamcredentials", "sts"] as const;

/** APIs by feature of a system. Source: Google Cloud, service names. */
const FAMILIES = {
  network: ["compute"],
  kubernetes: ["compute", "container", "containersecurity", "gkebackup", "binaryauthorization"],
  images: ["artifactregistry"],
  "image-scanning": ["containerscanning"],
  secrets: ["secretmanager"],
  "load-balancing": ["compute", "certificatemanager", "networkservices"],
  names: ["dns"],
  postgres: ["sqladmin", "servicenetworking"],
  redis: ["redis", "servicenetworking"],
  valkey: ["memorystore", "networkconnectivity"],
  "service-connections": ["networkconnectivity"],
  messages: ["pubsub"],
} as const;

/** A feature of a system that needs APIs. */
export type ApiFamily = keyof typeof FAMILIES;

export const API_FAMILIES: readonly ApiFamily[] = [
  "network",
  "kubernetes",
  "images",
  "image-scanning",
  "secrets",
  "load-balancing",
  "names",
  "postgres",
  "redis",
  "valkey",
  "service-connections",
  "messages",
];

/** Enabled APIs by their short name, such as `compute`. */
export type Apis = ReadonlyMap<string, Service>;

/** Short names of all APIs that the features need, in the order of enabling. */
export function apisOf(families: readonly ApiFamily[]): string[] {
  return [...new Set([...FIRST, ...ALWAYS, ...families.flatMap((family) => FAMILIES[family])])];
}

/** Inputs that determine which APIs are enabled, and when. */
export interface ApisSource {
  readonly projectId: string;
  readonly families: readonly ApiFamily[];
  /** Their common dependency: the project itself, if it is created. */
  readonly after: readonly Resource[];
}

/** Enables APIs, each after the APIs that enable it. */
export function createApis(
  owner: string,
  { projectId, families, after }: ApisSource,
  opts: CustomResourceOptions,
): Apis {
  const apis = new Map<string, Service>();
  const enable = (name: string, dependsOn: readonly Service[]) =>
    apis.set(
      name,
      new Service(
        `${owner}-api-${name}`,
        {
          project: projectId,
          service: `${name}.googleapis.com`,
          // Other stacks and people may also use it, and disabling it deletes resources created with it.
          disableOnDestroy: false,
        },
        { ...opts, dependsOn: [...after, ...dependsOn] },
      ),
    );
  for (const [index, name] of FIRST.entries()) {
    enable(name, onesOf(apis, FIRST.slice(0, index)));
  }
  const first = onesOf(apis, FIRST);
  for (const name of apisOf(families).filter((each) => !apis.has(each))) {
    enable(name, first);
  }
  return apis;
}

/** The enabled APIs among the given ones, as dependencies. */
export function onesOf(apis: Apis, names: readonly string[]): Service[] {
  return names.flatMap((name) => apis.get(name) ?? []);
}
