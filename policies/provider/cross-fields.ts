import { type Outcome, type Property, separately } from "../property.ts";
import type { CombinationCheck } from "./groups.ts";
import { implies } from "./logic.ts";
import { isGiven } from "./places.ts";

/**
 * What the providers check with code, by type. Sources: the CustomizeDiff functions of terraform-provider-google
 * v7.45.0, and the plan modifiers of terraform-provider-cloudflare v5.22.0, read 2026-11-28.
 */
export const CROSS_FIELD_CHECKS: Readonly<Record<string, readonly CombinationCheck[]>> = {
  "cloudflare:index/dnsRecord:DnsRecord": [
    requires(
      "ttl",
      (record) => record.at("proxied").is(true),
      (ttl) => ttl.is(1),
      "1 for a proxied record",
    ),
  ],
  "gcp:compute/firewall:Firewall": [
    function* sources(firewall) {
      const given = ["sourceTags", "sourceRanges", "sourceServiceAccounts"].map((name) => firewall.at(name));
      const fine = implies(
        () => !firewall.at("direction").is("EGRESS"),
        () => given.some(isGiven),
      );
      if (!fine) {
        yield firewall.violation("incoming traffic needs sourceTags, sourceRanges or sourceServiceAccounts");
      }
    },
  ],
  "gcp:compute/sSLPolicy:SSLPolicy": [
    requires(
      "customFeatures",
      (policy) => policy.at("profile").is("CUSTOM"),
      isGiven,
      "some for the profile CUSTOM",
    ),
    requires(
      "customFeatures",
      (policy) => !policy.at("profile").is("CUSTOM"),
      isUnset,
      "none for this profile",
    ),
  ],
  "gcp:compute/securityPolicy:SecurityPolicy": [distinctPriorities],
  "gcp:compute/router:Router": ["advertisedGroups", "advertisedIpRanges"].map((name) =>
    requires(
      `bgp.${name}`,
      (router) => router.at("bgp.advertiseMode").is("DEFAULT"),
      isUnset,
      "none with advertiseMode DEFAULT",
    ),
  ),
  "gcp:compute/healthCheck:HealthCheck": ["http", "https", "http2", "tcp", "ssl", "grpc"].flatMap((kind) => {
    const block = `${kind}HealthCheck`;
    const uses = (specification: string) => (check: Property) =>
      check.at(`${block}.portSpecification`).is(specification);
    return [
      requires(`${block}.portName`, uses("USE_NAMED_PORT"), isGiven, "a name with USE_NAMED_PORT"),
      requires(`${block}.port`, uses("USE_NAMED_PORT"), isUnset, "none with USE_NAMED_PORT"),
      requires(`${block}.port`, uses("USE_SERVING_PORT"), isUnset, "none with USE_SERVING_PORT"),
      requires(`${block}.portName`, uses("USE_SERVING_PORT"), isUnset, "none with USE_SERVING_PORT"),
    ];
  }),
  "gcp:container/cluster:Cluster": [
    requires(
      "nodeVersion",
      (cluster) => cluster.at("removeDefaultNodePool").is(true),
      isUnset,
      "none with removeDefaultNodePool",
    ),
    requires(
      "masterAuthorizedNetworksConfig",
      (cluster) => cluster.at("controlPlaneEndpointsConfig.ipEndpointsConfig.enabled").is(false),
      isUnset,
      "none without IP endpoints: the provider drops it, and each update would show a change",
    ),
    function* ownZone(cluster) {
      const location = cluster.at("location").text();
      const zones = cluster.at("nodeLocations");
      if (location !== undefined && /-[a-z]$/.test(location) && zones.texts().includes(location)) {
        yield zones.violation(
          `${location} is the cluster's own zone: the provider drops it, and each update would show a change`,
        );
      }
    },
  ],
  "gcp:sql/databaseInstance:DatabaseInstance": [
    requires(
      "settings.backupConfiguration.pointInTimeRecoveryEnabled",
      (instance) => instance.at("databaseVersion").text()?.startsWith("MYSQL") === true,
      (enabled) => !enabled.is(true),
      "binaryLogEnabled instead, for MySQL",
    ),
  ],
};

function isUnset(property: Property): boolean {
  return !isGiven(property);
}

/** If the premise holds for the resource, then the conclusion has to hold at the path. */
function requires(
  path: string,
  premise: (inputs: Property) => boolean,
  conclusion: (property: Property) => boolean,
  allowed: string,
): CombinationCheck {
  return function* required(inputs) {
    const property = inputs.at(path);
    const holds = implies(
      () => premise(inputs),
      () => conclusion(property),
    );
    if (!holds) {
      yield property.violation(`the provider allows ${allowed}`);
    }
  };
}

function* distinctPriorities(policy: Property): Iterable<Outcome> {
  const taken = new Set<number>();
  yield* separately(policy.at("rules").items(), function* (rule) {
    const priority = rule.at("priority").number();
    if (priority !== undefined && taken.has(priority)) {
      yield rule.at("priority").violation(`two rules have the priority ${priority}`);
    } else if (priority !== undefined) {
      taken.add(priority);
    }
  });
}
