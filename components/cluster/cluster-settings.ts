import type { ArgumentChecks } from "../arguments.ts";
import { PROJECT_ID, PROJECT_ID_RULE, RESOURCE_NAME, RESOURCE_NAME_RULE } from "../network/project.ts";
import { checkCapacity } from "./capacity.ts";
import type { ClusterArgs } from "./cluster.ts";
import { maintenanceWithDefaults } from "./maintenance.ts";
import { type NodePoolSettings, nodePoolWithDefaults } from "./node-pool.ts";

/** The nodes' account, `<prefix>-nodes`, has at most 30 characters. */
const LONGEST_PREFIX = 24;
/** Zones that GKE spreads a regional cluster's nodes over unless told otherwise. */
const REGIONAL_ZONES = 3;

/** A cluster's arguments with their defaults, plain values only. */
export type ClusterSettings = ReturnType<typeof clusterWithDefaults>;

export function clusterWithDefaults(owner: string, args: ClusterArgs, check: ArgumentChecks) {
  const { prefix, project, network, availability = "regional", maxPodsPerNode = 48 } = args;
  const { region } = network;
  const zone = args.zone ?? `${region}-b`;
  check.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  check.that(
    prefix.length <= LONGEST_PREFIX,
    "prefix",
    prefix,
    `at most ${LONGEST_PREFIX} characters, since ${prefix}-nodes is a service account's id of at most 30`,
  );
  check.matches("project.id", project.id, PROJECT_ID, PROJECT_ID_RULE);
  check.oneOf("availability", availability, ["regional", "zonal"]);
  check.that(
    args.zone === undefined || availability === "zonal",
    "zone",
    args.zone,
    'none unless availability is "zonal"',
  );
  check.that(
    zone.startsWith(`${region}-`) && zone.length === region.length + 2,
    "zone",
    zone,
    `zones of ${region}, such as ${region}-b`,
  );
  check.whole("maxPodsPerNode", maxPodsPerNode, 8, 256, "pods");
  check.oneOf("releaseChannel", args.releaseChannel, ["RAPID", "REGULAR", "STABLE", "EXTENDED"]);
  check.oneOf("encryptionKeys", args.encryptionKeys, ["customer", "google"]);
  check.that(
    args.keyRing === undefined || args.encryptionKeys !== "google",
    "keyRing",
    "given",
    'none where encryptionKeys is "google"',
  );
  check.matches(
    "securityGroup",
    args.securityGroup,
    /^gke-security-groups@[a-z0-9.-]+\.[a-z]+$/,
    "gke-security-groups@<domain>, the only name that GKE looks for",
  );
  checkLabels(args.labels ?? {}, check);
  const nodePools: Record<string, NodePoolSettings> = {};
  for (const [key, pool] of Object.entries(args.nodePools)) {
    nodePools[key] = nodePoolWithDefaults(owner, key, pool, maxPodsPerNode, check);
  }
  const forSystem = Object.values(nodePools).some(
    ({ minNodes, taints }) => minNodes > 0 && Object.keys(taints).length === 0,
  );
  check.that(
    forSystem,
    "nodePools",
    Object.keys(nodePools),
    "maps with a pool of at least one node and no taints, for the system's own pods",
  );
  checkCapacity(nodePools, network, check);
  return {
    prefix,
    availability,
    location: availability === "regional" ? region : zone,
    zones: availability === "regional" ? REGIONAL_ZONES : 1,
    nodePools,
    maxPodsPerNode,
    releaseChannel: args.releaseChannel ?? "REGULAR",
    maintenance: maintenanceWithDefaults(args.maintenance ?? {}, check),
    encryptionKeys: args.encryptionKeys ?? "customer",
    imageRepositories: args.imageRepositories ?? {},
    binaryAuthorization: args.binaryAuthorization ?? true,
    securityGroup: args.securityGroup,
    backupAgent: args.backupAgent ?? true,
    secretManagerAddon: args.secretManagerAddon ?? false,
    controlPlaneMetrics: args.controlPlaneMetrics ?? false,
    interNodeEncryption: args.interNodeEncryption ?? false,
    hostNamePolicies: args.hostNamePolicies ?? false,
    labels: { ...args.labels, "managed-by": "strata" },
    protect: args.protect ?? true,
  };
}

/** Source: Compute Engine, labeling resources. */
function checkLabels(labels: Readonly<Record<string, string>>, check: ArgumentChecks): void {
  for (const [key, value] of Object.entries(labels)) {
    check.matches("labels", key, /^[a-z][a-z0-9_-]{0,62}$/, "lower-case keys of at most 63 characters");
    check.matches(
      `labels["${key}"]`,
      value,
      /^[a-z0-9_-]{0,63}$/,
      "lower-case letters, digits, _ and -, at most 63",
    );
  }
}

/** What a plan shows of a cluster; what was relaxed from the defaults stands under one label. */
export function summaryOf(settings: ClusterSettings): Record<string, string> {
  const { location, availability, zones, nodePools, releaseChannel } = settings;
  const relaxed = [
    ...(availability === "zonal" ? ["one zone"] : []),
    ...(settings.encryptionKeys === "google" ? ["keys managed by Google"] : []),
    ...(settings.binaryAuthorization ? [] : ["any image is admitted"]),
    ...(settings.backupAgent ? [] : ["no backup agent"]),
    ...(settings.protect ? [] : ["deletion is not refused"]),
  ];
  return {
    place: availability === "regional" ? `${location}, ${zones} zones` : location,
    nodes: Object.entries(nodePools)
      .map(
        ([key, pool]) =>
          `${key} ${pool.minNodes} to ${pool.maxNodes} ${pool.machineType}${pool.spot ? " spot" : ""}`,
      )
      .join(" · "),
    "control plane": `DNS endpoint, ${releaseChannel.toLowerCase()} channel`,
    ...(relaxed.length > 0 ? { relaxed: relaxed.join(" · ") } : {}),
  };
}
