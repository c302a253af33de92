import { ProviderError } from "../../provider/failure.ts";
import { isList, isPlain, type Wire } from "../../provider/wire.ts";
import type { Cloud, CloudObject } from "../cloud/cloud.ts";
import type { Context, Wish } from "../kind.ts";
import { PROJECT_NUMBER } from "./computed.ts";

/** Which API a module of the SDK calls, where it is not called like the module. */
const APIS: Readonly<Record<string, string>> = {
  kms: "cloudkms",
  serviceaccount: "iam",
  projects: "cloudresourcemanager",
  sql: "sqladmin",
};

/** What an API's list of enabled APIs holds before a program adds to it. */
export const APIS_SETTING = "enabled-apis";

/**
 * Refuses calls of an API that the project has not enabled, once somebody says which ones it begins with.
 * Source: Google Cloud, Service Usage: `SERVICE_DISABLED`.
 */
export function requireApi({ type, inputs }: Wish, { cloud, config }: Context): void {
  const begun = cloud.setting(APIS_SETTING);
  const [, module = "", name = ""] = type.split(/[:/]/);
  if (begun === undefined || name === "service" || name === "serviceIdentity") {
    return;
  }
  const api = `${APIS[module] ?? module}.googleapis.com`;
  const project = String(inputs["project"] ?? config["project"]);
  if (!begun.split(" ").includes(api) && !cloud.exists(`${project}/${api}`)) {
    throw new ProviderError(
      "permissionDenied",
      `googleapi: Error 403: ${api} has not been used in project ${PROJECT_NUMBER} before or it is disabled. ` +
        "Details: SERVICE_DISABLED, accessNotConfigured",
    );
  }
}

/** How many of a thing there may be. */
interface Quota {
  readonly limit: number;
  readonly count: (wish: Wish, cloud: Cloud) => number;
  readonly words: string;
}

const QUOTAS: Readonly<Record<string, Quota>> = {
  // Source: Google Cloud, VPC quotas: secondary IP ranges per subnet.
  "gcp:compute/subnetwork:Subnetwork": {
    limit: 30,
    count: ({ inputs }) => length(inputs["secondaryIpRanges"]),
    words: "Too many secondary ranges",
  },
  // Source: Google Cloud, Cloud SQL quotas: read replicas per primary.
  "gcp:sql/databaseInstance:DatabaseInstance": {
    limit: 10,
    count: ({ inputs }, cloud) =>
      inputs["masterInstanceName"]
        ? 1 +
          cloud
            .ofType("gcp:sql/databaseInstance:DatabaseInstance")
            .filter((other) => other.inputs["masterInstanceName"] === inputs["masterInstanceName"]).length
        : 0,
    words: "The maximum number of replicas of this instance is reached",
  },
};

/** Refuses what exceeds a quota. */
export function withinQuota(wish: Wish, { cloud }: Context): void {
  const quota = QUOTAS[wish.type];
  const count = quota?.count(wish, cloud) ?? 0;
  if (quota && count > quota.limit) {
    throw new ProviderError(
      "resourceExhausted",
      `googleapi: Error 403: ${quota.words}: ${count}, limit ${quota.limit}, quotaExceeded`,
    );
  }
}

/** Ranges of one network must not overlap. Source: Google Cloud, VPC subnets. */
export function withoutOverlap(wish: Wish, key: string, { cloud }: Context): void {
  if (wish.type !== "gcp:compute/subnetwork:Subnetwork") {
    return;
  }
  const own = rangesOf(wish.inputs);
  for (const other of cloud.ofType(wish.type)) {
    const taken =
      other.key !== key && other.inputs["network"] === wish.inputs["network"] ? rangesOf(other.inputs) : [];
    const clash = taken.find((range) => own.some((one) => one[0] < range[1] && range[0] < one[1]));
    if (clash) {
      throw new ProviderError(
        "invalidArgument",
        `googleapi: Error 400: Invalid IPCidrRange: conflicts with existing subnetwork '${other.key}'., invalid`,
      );
    }
  }
}

/** Kinds that refuse to be deleted unless the program says otherwise. Source: @pulumi/gcp, default of each. */
const PROTECTED_BY_DEFAULT: ReadonlySet<string> = new Set([
  "gcp:container/cluster:Cluster",
  "gcp:sql/databaseInstance:DatabaseInstance",
]);

/** Refuses to delete what protects itself. */
export function unprotected({ type, inputs, key }: CloudObject): void {
  const protection = inputs["deletionProtection"] ?? PROTECTED_BY_DEFAULT.has(type);
  const settings = inputs["settings"];
  if (protection === true || inputs["deletionPolicy"] === "PREVENT") {
    throw new ProviderError(
      "failedPrecondition",
      `Error, failed to delete ${key} because deletion_protection is set to true`,
    );
  }
  if (isPlain(settings) && settings["deletionProtectionEnabled"] === true) {
    throw new ProviderError(
      "failedPrecondition",
      "googleapi: Error 400: The instance is protected. Please disable the deletion protection and try again., invalid",
    );
  }
}

/** Kinds that cannot go while something refers to them. Source: Google Cloud, Compute Engine: resource in use. */
const HELD =
  /^gcp:compute\/(network|subnetwork|address|globalAddress|healthCheck|backendService|backendBucket|uRLMap|targetHttps?Proxy|securityPolicy|sSLPolicy|managedSslCertificate|sSLCertificate)\W/i;

const CONNECTION = "gcp:servicenetworking/connection:Connection";

/** Refuses to delete what others need. */
export function unused(object: CloudObject, cloud: Cloud): void {
  const { type, key } = object;
  // An allocation may go while a connection uses it; its peering keeps the network.
  const holders = cloud
    .holdersOf(key)
    .filter((other) => other.type !== CONNECTION || !key.includes("/addresses/"));
  const [holder] = holders;
  if (HELD.test(type) && holder) {
    throw new ProviderError(
      "failedPrecondition",
      `googleapi: Error 400: The resource '${key}' is already being used by '${holder.key}', resourceInUseByAnotherResource`,
    );
  }
  if (type === "gcp:sql/databaseInstance:DatabaseInstance") {
    const replica = holders.find((other) => other.type === type);
    if (replica) {
      throw new ProviderError(
        "failedPrecondition",
        `googleapi: Error 400: ${key} has the replica ${replica.key}, invalid`,
      );
    }
  }
  if (type === CONNECTION) {
    const network = String(object.inputs["network"]).replace(/^.*?projects\//, "projects/");
    const users = cloud
      .holdersOf(network)
      .filter((other) => /^gcp:(sql|redis|memorystore)\//.test(other.type));
    if (users.length > 0) {
      throw new ProviderError(
        "failedPrecondition",
        "Error code 9, message: Failed to delete connection; Producer services (e.g. CloudSQL, Cloud Memstore, etc.) are still using this connection.",
      );
    }
  }
  if (type === "gcp:storage/bucket:Bucket" && object.inputs["forceDestroy"] !== true) {
    const objects = holders.filter((other) => other.type === "gcp:storage/bucketObject:BucketObject");
    if (objects.length > 0) {
      throw new ProviderError(
        "failedPrecondition",
        `googleapi: Error 409: The bucket ${key} you tried to delete is not empty., conflict`,
      );
    }
  }
}

type Range = readonly [from: number, to: number];

function rangesOf(inputs: CloudObject["inputs"]): Range[] {
  const secondary = inputs["secondaryIpRanges"];
  const texts = isList(secondary)
    ? secondary.map((range) => (isPlain(range) ? range["ipCidrRange"] : undefined))
    : [];
  return [inputs["ipCidrRange"], ...texts].filter((text) => typeof text === "string").map(range);
}

function range(text: string): Range {
  const [address = "", bits = "32"] = text.split("/");
  const from = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return [from, from + 2 ** (32 - Number(bits))];
}

function length(value: Wire | undefined): number {
  return isList(value) ? value.length : 0;
}
