import { propertyRules } from "../../property-rule.ts";

const SQL_INSTANCE = "gcp:sql/databaseInstance:DatabaseInstance";
const ALERT_POLICY = "gcp:monitoring/alertPolicy:AlertPolicy";

/** Rules over one setting that only production needs. */
export const PRODUCTION_PROPERTY_RULES = propertyRules([
  {
    id: "resilience-database-availability",
    title: "Databases of production survive the loss of a zone",
    severity: "high",
    inProduction: true,
    types: [SQL_INSTANCE],
    at: "settings.availabilityType",
    demand: { is: ["REGIONAL"], byDefault: "ZONAL" },
    // A replica has its primary to fall back to.
    unless: (instance) =>
      instance.originsOf("masterInstanceName").length > 0 || instance.at("masterInstanceName").exists(),
    finding: "the database stops with its zone",
    fix: "set settings.availabilityType to REGIONAL",
    why: "The loss of a zone, or of one machine, takes the whole system down until someone restores a backup.",
  },
  {
    id: "resilience-cache-tier",
    title: "Redis of production has a standby",
    inProduction: true,
    types: ["gcp:redis/instance:Instance"],
    at: "tier",
    demand: { is: ["STANDARD_HA"], byDefault: "BASIC" },
    finding: "the cache stops with its machine, and forgets everything",
    fix: "set tier to STANDARD_HA; changing it replaces the instance",
    why: "Sessions are lost, and all requests fall on the database at once.",
  },
  {
    id: "resilience-cache-replicas",
    title: "Shards of production caches have replicas",
    inProduction: true,
    types: ["gcp:memorystore/instance:Instance", "gcp:redis/cluster:Cluster"],
    at: "replicaCount",
    demand: { isNot: [0], byDefault: 0 },
    finding: "each shard stops with its machine",
    fix: "set replicaCount to 1 or more",
    why: "A part of all sessions is lost with each machine, and its requests fall on the database at once.",
  },
  {
    id: "resilience-alert-channels",
    title: "Alerts of production reach somebody",
    severity: "high",
    inProduction: true,
    types: [ALERT_POLICY],
    at: "notificationChannels",
    demand: "present",
    finding: "nobody hears of the alert",
    fix: "set notificationChannels to the channels of whoever is on call",
    why: "An outage is noticed by customers first.",
  },
  {
    id: "resilience-enabled-alerts",
    title: "Alerts of production and their channels are on",
    inProduction: true,
    types: [ALERT_POLICY, "gcp:monitoring/notificationChannel:NotificationChannel"],
    at: "enabled",
    demand: { isNot: [false] },
    finding: "it is switched off",
    fix: "remove enabled, or silence the alert for a limited time instead",
    why: "What is switched off during an incident stays off, and the next one is noticed by customers first.",
  },
]);
