import { SECRET, UNKNOWN } from "#graph/model";
import { acceptedValue } from "#policies/provider/accepted-value";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

const RECORD = "cloudflare:index/dnsRecord:DnsRecord";
const SETTING = "cloudflare:index/zoneSetting:ZoneSetting";
const CLUSTER = "gcp:container/cluster:Cluster";
const BUCKET = "gcp:storage/bucket:Bucket";
const KEY = "gcp:kms/cryptoKey:CryptoKey";
const LOGPUSH = "cloudflare:index/logpushJob:LogpushJob";
const ROUTER = "gcp:compute/router:Router";

describeRule(acceptedValue, {
  passes: {
    "values of an enumeration, in any case where the provider folds it": [
      resource(RECORD, { type: "cname", data: { port: 443 } }),
    ],
    "numbers as text": [resource(RECORD, { data: { port: "443" } })],
    "one of several alternatives": [resource(LOGPUSH, { maxUploadBytes: 0 })],
    "an empty text where it counts as absent": [resource(KEY, { rotationPeriod: "" })],
    "a setting's own values": [resource(SETTING, { settingId: "tls_1_3", value: "zrt" })],
    "objects of Kubernetes": [
      resource("kubernetes:core/v1:Service", {
        metadata: { name: "api", labels: { "app.kubernetes.io/name": "api", empty: "" } },
        spec: { type: "ClusterIP", ports: [{ name: "http", port: 80, targetPort: "http" }] },
      }),
      resource("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", {
        metadata: { name: "system:Reader" },
      }),
      resource("kubernetes:core/v1:ResourceQuota", { spec: { hard: { "requests.cpu": "500m", pods: 4 } } }),
      resource("kubernetes:cert-manager.io/v1:Certificate", { metadata: { name: "example.com" } }),
    ],
    "what is only read": [resource(RECORD, { type: "X" }, { read: { id: "1" } })],
    "other packages": [resource("aws:s3/bucket:Bucket", { type: "X" })],
  },
  fails: {
    "a value that is no part of the enumeration": {
      stack: [resource(CLUSTER, { loggingConfig: { enableComponents: ["WORKLOADS", "PODS"] } })],
      findings: [
        'the provider refuses "PODS"; allowed are "SYSTEM_COMPONENTS", "APISERVER", "CONTROLLER_MANAGER", "KCP_CONNECTION", "KCP_SSHD", "KCP_HPA", "KCP_VPA", "SCHEDULER", "WORKLOADS" [loggingConfig.enableComponents[1]]',
      ],
    },
    "a number outside the range": {
      stack: [resource(RECORD, { data: { port: 65_536 } })],
      findings: ["the provider refuses 65536; allowed are numbers from 0 up to 65535 [data.port]"],
    },
    "a number in none of several ranges": {
      stack: [resource(ROUTER, { bgp: { asn: 1 } })],
      findings: [
        "the provider refuses 1; allowed are 64512 to 65534, 4200000000 to 4294967294, 16550 [bgp.asn]",
      ],
    },
    "a number that no alternative allows": {
      stack: [resource(LOGPUSH, { maxUploadIntervalSeconds: 10 })],
      findings: [
        "the provider refuses 10; allowed are 0, or numbers from 30 up to 300 [maxUploadIntervalSeconds]",
      ],
    },
    "too many elements": {
      stack: [resource(CLUSTER, { addonsConfig: { rayOperatorConfigs: [{}, {}, {}, {}] } })],
      findings: ["the provider refuses 4 elements; allowed are at most 3 [addonsConfig.rayOperatorConfigs]"],
    },
    "a key of a map": {
      stack: [resource(BUCKET, { labels: { Team: "a" } })],
      findings: [
        'the provider refuses the key "Team"; allowed are texts that match ^[a-z0-9_-]{1,63}$ [labels.Team]',
      ],
    },
    "a period below the least one": {
      stack: [resource(KEY, { rotationPeriod: "3600s" })],
      findings: [
        'the provider refuses "3600s"; allowed are seconds from 86400s on, such as 7776000s [rotationPeriod]',
      ],
    },
    "another setting's values": {
      stack: [resource(SETTING, { settingId: "min_tls_version", value: "on" })],
      findings: ['the provider refuses "on"; allowed are "1.0", "1.1", "1.2", "1.3" [value]'],
    },
    "names, labels, ports and quantities of Kubernetes": {
      stack: [
        resource("kubernetes:core/v1:Service", {
          metadata: { name: "1st" },
          spec: { ports: [{ port: 70_000 }], selector: { app: "a b" } },
        }),
        resource("kubernetes:core/v1:ResourceQuota", { spec: { hard: { "requests.memory": "4GB" } } }),
        resource("kubernetes:core/v1:ConfigMap", { metadata: { name: "A_b" }, data: { "a/b": "c" } }),
      ],
      findings: [
        'the provider refuses the key "a/b"; allowed are texts that match ^[-._a-zA-Z0-9]+$ [data["a/b"]]',
        'the provider refuses "A_b"; allowed are DNS names [metadata.name]',
        'the provider refuses "4GB"; allowed are quantities such as "30", "500m" or "2Ki" [spec.hard["requests.memory"]]',
        'the provider refuses "1st"; allowed are texts that match ^[a-z]([-a-z0-9]*[a-z0-9])?$ [metadata.name]',
        "the provider refuses 70000; allowed are numbers from 1 up to 65535 [spec.ports[0].port]",
        'the provider refuses "a b"; allowed are values of up to 63 letters, digits, -, _ and ., from a letter or digit to a letter or digit [spec.selector.app]',
      ],
    },
    "schedules, time zones and hosts of Kubernetes": {
      stack: [
        resource("kubernetes:batch/v1:CronJob", { spec: { schedule: "0 3 * * 7", timeZone: "PST" } }),
        resource("kubernetes:batch/v1:CronJob", {
          spec: { schedule: "@every 1h", timeZone: "Europe/Berlin" },
        }),
        resource("kubernetes:networking.k8s.io/v1:Ingress", {
          spec: {
            rules: [{ host: "*.example.com" }, { host: "localhost" }, { host: "https://example.com" }],
          },
        }),
      ],
      findings: [
        'the provider refuses "0 3 * * 7"; allowed are 0 to 6 (or sun to sat) as day of week: *, a value, a range, or a list of them, with a step such as */2 from 1 up [spec.schedule]',
        'the provider refuses "PST"; allowed are time zones of the IANA database, such as Europe/Berlin, or UTC [spec.timeZone]',
        'the provider refuses "https://example.com"; allowed are DNS names, or host names such as www.example.com or *.example.com [spec.rules[2].host]',
      ],
    },
    "the one that is known beside one that is not": {
      stack: [resource(CLUSTER, { name: "x".repeat(41) })],
      findings: [`the provider refuses "${"x".repeat(41)}"; allowed are at most 40 characters [name]`],
    },
  },
  unknown: {
    "a value that is not known": { stack: [resource(RECORD, { type: UNKNOWN })], at: ["type"] },
    "a secret": { stack: [resource(RECORD, { type: SECRET })], at: ["type"] },
    "what is below an unknown": { stack: [resource(RECORD, { data: UNKNOWN })], at: ["data"] },
  },
});
