import type { FactInputs } from "#graph/facts";
import { parseCidr } from "#models/addresses/cidr";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { refuseWithExisting } from "../../core/existing.ts";
import { PROJECT_ID, PROJECT_ID_RULE, RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";
import { type OptOuts, optOut, optOuts } from "../../core/opt-outs.ts";
import { DECIDE_ABOUT_CLUSTER, type GkeClusterArgs } from "./args.ts";
import { maintenanceWithDefaults } from "./maintenance.ts";

/** The nodes' service account, `<prefix>-nodes`, has at most 30 characters. */
const LONGEST_PREFIX = 24;

/** Common settings of clusters with their defaults, plain values only. */
export type GkeSettings = ReturnType<typeof gkeWithDefaults>;

/** The same with the cluster's region or zone. */
export interface PlacedSettings extends GkeSettings {
  readonly location: string;
}

export function gkeWithDefaults(checks: ArgumentChecks, args: GkeClusterArgs) {
  const { prefix, project, network, existing, networkTags = [] } = args;
  checks.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.that(
    prefix.length <= LONGEST_PREFIX,
    "prefix",
    prefix,
    `at most ${LONGEST_PREFIX} characters, since ${prefix}-nodes is a service account's id of at most 30`,
  );
  checks.matches("project.id", project.id, PROJECT_ID, PROJECT_ID_RULE);
  checks.oneOf("releaseChannel", args.releaseChannel, ["RAPID", "REGULAR", "STABLE", "EXTENDED"]);
  checks.oneOf("encryptionKeys", args.encryptionKeys, ["customer", "google"]);
  checks.that(
    args.keyRing === undefined || args.encryptionKeys !== "google",
    "keyRing",
    "given",
    'none where encryptionKeys is "google"',
  );
  checks.matches(
    "securityGroup",
    args.securityGroup,
    /^gke-security-groups@[a-z0-9.-]+\.[a-z]+$/,
    "gke-security-groups@<domain>, the only name that GKE looks for",
  );
  checkLabels(checks, args.labels ?? {});
  for (const tag of networkTags) {
    checks.that(
      RESOURCE_NAME.test(tag) && tag.length <= 63,
      "networkTags",
      tag,
      `${RESOURCE_NAME_RULE}, at most 63`,
    );
  }
  if (existing) {
    refuseWithExisting(checks, args, DECIDE_ABOUT_CLUSTER);
    checkExistingCluster(checks, existing, network.region);
  }
  return {
    prefix,
    clusterName: existing?.clusterName ?? prefix,
    region: network.region,
    existing: existing !== undefined,
    controlPlaneRanges: existing?.controlPlaneRanges ?? [network.nodesCidr],
    releaseChannel: args.releaseChannel ?? "REGULAR",
    maintenance: maintenanceWithDefaults(checks, args.maintenance ?? {}),
    encryptionKeys: args.encryptionKeys ?? "customer",
    imageRepositories: args.imageRepositories ?? {},
    binaryAuthorization: args.binaryAuthorization ?? true,
    securityGroup: args.securityGroup,
    kubernetesTokens: args.kubernetesTokens ?? false,
    backupAgent: args.backupAgent ?? true,
    secretManagerAddon: args.secretManagerAddon ?? false,
    controlPlaneMetrics: args.controlPlaneMetrics ?? false,
    interNodeEncryption: args.interNodeEncryption ?? false,
    hostNamePolicies: args.hostNamePolicies ?? false,
    networkTags,
    labels: { ...args.labels, "managed-by": "strata" },
    protect: args.protect ?? true,
  };
}

function checkExistingCluster(
  checks: ArgumentChecks,
  { clusterName, location, controlPlaneRanges }: NonNullable<GkeClusterArgs["existing"]>,
  region: string,
): void {
  checks.that(
    RESOURCE_NAME.test(clusterName) && clusterName.length <= 40,
    "existing.clusterName",
    clusterName,
    `names of clusters: ${RESOURCE_NAME_RULE}, at most 40`,
  );
  checks.that(
    location === undefined || location === region || isZoneOf(location, region),
    "existing.location",
    location,
    `${region} and its zones, such as ${region}-b`,
  );
  for (const range of controlPlaneRanges ?? []) {
    checks.that(
      parseCidr(range) !== undefined,
      "existing.controlPlaneRanges",
      range,
      "ranges such as 172.16.0.0/28",
    );
  }
}

export function isZoneOf(zone: string, region: string): boolean {
  return zone.startsWith(`${region}-`) && zone.length === region.length + 2;
}

/** Source: Compute Engine, labeling resources. */
function checkLabels(checks: ArgumentChecks, labels: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(labels)) {
    checks.matches("labels", key, /^[a-z][a-z0-9_-]{0,62}$/, "lower-case keys of at most 63 characters");
    checks.matches(
      `labels["${key}"]`,
      value,
      /^[a-z0-9_-]{0,63}$/,
      "lower-case letters, digits, _ and -, at most 63",
    );
  }
}

/** How arguments common to all clusters relax their defaults. */
export function gkeOptOuts(settings: GkeSettings): OptOuts {
  return {
    releaseChannel: settings.releaseChannel === "RAPID" && { value: "RAPID", default: "REGULAR" },
    encryptionKeys: optOut(settings.encryptionKeys, "customer"),
    binaryAuthorization: optOut(settings.binaryAuthorization, true),
    backupAgent: optOut(settings.backupAgent, true),
    kubernetesTokens: optOut(settings.kubernetesTokens, false),
    // The protection of a cluster that is only read is not this program's.
    protect: !settings.existing && optOut(settings.protect, true),
  };
}

/** Published facts of every cluster. */
export function gkeFacts(settings: GkeSettings, entries: OptOuts = gkeOptOuts(settings)): FactInputs {
  const { existing, releaseChannel, encryptionKeys } = settings;
  return {
    ...(existing
      ? { existing: { kind: "cluster" } }
      : { controlPlane: { endpoint: "dns", releaseChannel }, keyManagement: encryptionKeys }),
    ...optOuts(entries),
  };
}
