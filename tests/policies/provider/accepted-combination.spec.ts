import { SECRET, UNKNOWN, type Values } from "#graph/model";
import { acceptedCombination } from "#policies/provider/accepted-combination";
import { cluster } from "../support/clusters.ts";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

const VERSION = "gcp:secretmanager/secretVersion:SecretVersion";
const SECRET_TYPE = "gcp:secretmanager/secret:Secret";
const RULESET = "cloudflare:index/ruleset:Ruleset";
const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
const FIREWALL = "gcp:compute/firewall:Firewall";
const DATABASE = "gcp:sql/databaseInstance:DatabaseInstance";
const POLICY = "gcp:compute/securityPolicy:SecurityPolicy";
const HEALTH = "gcp:compute/healthCheck:HealthCheck";

const ruleset = (...rules: Values[]) => resource(RULESET, { zoneId: "z", rules });
const incoming = { allows: [{ protocol: "tcp" }], sourceRanges: ["10.0.0.0/8"] };
const settings = { tier: "db-f1-micro" };

describeRule(acceptedCombination, {
  passes: {
    "one of a group": [resource(VERSION, { secretData: SECRET })],
    "a group whose member is known later": [resource(RULESET, { zoneId: UNKNOWN })],
    "a rotation with everything it needs": [
      resource(SECRET_TYPE, {
        replication: { auto: {} },
        topics: [{ name: "t" }],
        rotation: { nextRotationTime: "2027-01-01T00:00:00Z", rotationPeriod: "7776000s" },
      }),
    ],
    "parameters of the rule's own action": [
      ruleset({ action: "set_cache_settings", actionParameters: { cache: true } }),
    ],
    "a proxied record with an automatic time to live": [resource(RECORD, { proxied: true, ttl: 1 })],
    "incoming traffic from somewhere": [resource(FIREWALL, incoming)],
    "outgoing traffic without a source": [
      resource(FIREWALL, { direction: "EGRESS", denies: [{ protocol: "all" }] }),
    ],
    "networks authorized for an endpoint that is on": [
      cluster({
        "controlPlaneEndpointsConfig.ipEndpointsConfig.enabled": true,
        masterAuthorizedNetworksConfig: { cidrBlocks: [] },
      }),
    ],
  },
  fails: {
    "a workload that does not select its pods, repeats a container and mounts what is not there": {
      stack: [
        resource("kubernetes:apps/v1:Deployment", {
          spec: {
            selector: { matchLabels: { app: "a" } },
            template: {
              metadata: { labels: { app: "b" } },
              spec: {
                containers: [{ name: "c", volumeMounts: [{ name: "tmp" }] }, { name: "c" }],
                volumes: [{ name: "data" }],
              },
            },
          },
        }),
      ],
      findings: [
        "the template has no label app=a [spec.selector.matchLabels.app]",
        'the pod has no volume "tmp" [spec.template.spec.containers[0].volumeMounts[0].name]',
        'two containers have the name "c" [spec.template.spec.containers[1].name]',
      ],
    },
    "both of a group": {
      stack: [resource(VERSION, { secretData: SECRET, secretDataWo: SECRET })],
      findings: ["2 of secretData, secretDataWo are given; allowed is exactly one"],
    },
    "none of a group": {
      stack: [resource(SECRET_TYPE, { replication: {} })],
      findings: [
        "0 of replication.auto, replication.userManaged are given; allowed is exactly one [replication]",
      ],
    },
    "none of a group in one of several blocks": {
      stack: [
        ruleset(
          { action: "route", actionParameters: { origin: { port: 1 } } },
          { action: "route", actionParameters: { origin: {} } },
        ),
      ],
      findings: [
        "0 of rules[].actionParameters.origin.host, rules[].actionParameters.origin.port are given; allowed is at least one [rules[1].actionParameters.origin]",
      ],
    },
    "two that exclude each other": {
      stack: [resource(RECORD, { content: "a", data: { value: "b" } })],
      findings: ["the property excludes data [content]"],
    },
    "one without what it needs": {
      stack: [resource(SECRET_TYPE, { replication: { auto: {} }, rotation: { rotationPeriod: "7776000s" } })],
      findings: ["the property needs topics [rotation]"],
    },
    "parameters of another action": {
      stack: [ruleset({ action: "block", actionParameters: { cache: true } })],
      findings: [
        'the property is allowed only if rules[].action is "set_cache_settings" [rules[0].actionParameters.cache]',
      ],
    },
    "a proxied record with a time to live": {
      stack: [resource(RECORD, { proxied: true, ttl: 300 })],
      findings: ["the provider allows 1 for a proxied record [ttl]"],
    },
    "incoming traffic from nowhere": {
      stack: [resource(FIREWALL, { allows: [{ protocol: "tcp" }] })],
      findings: ["incoming traffic needs sourceTags, sourceRanges or sourceServiceAccounts"],
    },
    "B1 networks authorized for an endpoint that is off": {
      stack: [cluster({ masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "10.0.0.0/8" }] } })],
      findings: [
        "the provider allows none without IP endpoints: the provider drops it, and each update would show a change [masterAuthorizedNetworksConfig]",
      ],
    },
    "B1 the own zone of a zonal cluster": {
      stack: [cluster({ location: "us-central1-a", nodeLocations: ["us-central1-a"] })],
      findings: [
        "us-central1-a is the cluster's own zone: the provider drops it, and each update would show a change [nodeLocations]",
      ],
    },
    "MySQL with the setting of PostgreSQL": {
      stack: [
        resource(DATABASE, {
          databaseVersion: "MYSQL_8_0",
          settings: { ...settings, backupConfiguration: { pointInTimeRecoveryEnabled: true } },
        }),
      ],
      findings: [
        "the provider allows binaryLogEnabled instead, for MySQL [settings.backupConfiguration.pointInTimeRecoveryEnabled]",
      ],
    },
    "two rules of one priority": {
      stack: [resource(POLICY, { rules: [{ priority: 1 }, { priority: 2 }, { priority: 1 }] })],
      findings: ["two rules have the priority 1 [rules[2].priority]"],
    },
    "a port beside the serving port": {
      stack: [resource(HEALTH, { httpHealthCheck: { portSpecification: "USE_SERVING_PORT", port: 80 } })],
      findings: ["the provider allows none with USE_SERVING_PORT [httpHealthCheck.port]"],
    },
  },
  unknown: {
    "whether a condition holds": {
      stack: [ruleset({ action: UNKNOWN, actionParameters: { cache: true } })],
      at: ["rules[0].action"],
    },
    "what a block holds": { stack: [resource(SECRET_TYPE, { replication: UNKNOWN })], at: ["replication"] },
  },
});
