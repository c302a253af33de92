import { isAsset, isRecord, isSecret, isUnknown, type Node, type Value } from "#graph/model";

/** Inputs worth a word beside a resource, by type token or by its last part; paths into the inputs. */
const WORTH: Readonly<Record<string, readonly string[]>> = {
  Deployment: ["spec.replicas", "spec.template.spec.containers.0.image"],
  StatefulSet: ["spec.replicas", "spec.template.spec.containers.0.image"],
  HorizontalPodAutoscaler: ["spec.minReplicas", "spec.maxReplicas"],
  PodDisruptionBudget: ["spec.minAvailable", "spec.maxUnavailable"],
  Service: ["spec.type", "spec.ports.0.port"],
  Release: ["chart", "version", "namespace"],
  NetworkPolicy: ["metadata.namespace", "spec.policyTypes"],
  "cloudflare:index/ruleset:Ruleset": ["phase", "rules"],
  "cloudflare:index/zoneSetting:ZoneSetting": ["settingId", "value"],
  "cloudflare:index/dnsRecord:DnsRecord": ["type", "name", "proxied"],
  "gcp:container/nodePool:NodePool": ["nodeConfig.machineType", "nodeConfig.spot", "autoscaling"],
  "gcp:container/cluster:Cluster": ["location", "datapathProvider", "deletionProtection"],
  "gcp:compute/subnetwork:Subnetwork": ["region", "ipCidrRange"],
  "gcp:compute/securityPolicy:SecurityPolicy": ["rules"],
  "gcp:compute/healthCheck:HealthCheck": ["checkIntervalSec", "timeoutSec", "unhealthyThreshold"],
  "gcp:compute/backendService:BackendService": ["protocol", "timeoutSec", "backends"],
  "gcp:compute/sSLPolicy:SSLPolicy": ["profile", "minTlsVersion"],
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": ["portRange"],
  "gcp:certificatemanager/certificate:Certificate": ["managed.domains"],
  "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry": ["hostname"],
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": ["domain"],
};

/** What is shown when a type has no row above: the first of these that a resource has. */
const COMMON = ["metadata.namespace", "name", "role", "service", "location", "region", "zone", "type"];
const MOST_CHARACTERS = 60;

/** The settings of a resource that matter, such as `minReplicas 2 · maxReplicas 10`. */
export function settingsOf(node: Node): string {
  const paths = WORTH[node.type] ?? WORTH[node.type.split(":").at(-1) ?? ""];
  const shown = (paths ?? COMMON).flatMap((path) => {
    const value = at(node.inputs, path);
    return value === undefined
      ? []
      : `${path.split(".").findLast((step) => !/^\d+$/.test(step))} ${showValue(value)}`;
  });
  return (paths ? shown : shown.slice(0, 2)).join(" · ");
}

/** A value in a few words; what is not known before apply and what is secret say so. */
export function showValue(value: Value): string {
  if (isUnknown(value)) {
    return "(known after apply)";
  }
  if (isSecret(value)) {
    return "[secret]";
  }
  if (isAsset(value)) {
    return `asset ${value.$asset}`;
  }
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== "object");
    return plain && value.length <= 3
      ? value.join(", ")
      : `${value.length} ${value.length === 1 ? "entry" : "entries"}`;
  }
  if (isRecord(value)) {
    const pairs = Object.entries(value).map(
      ([key, member]) => `${key} ${isRecord(member) ? "…" : showValue(member)}`,
    );
    return shorten(pairs.join(", "));
  }
  return shorten(String(value));
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line;
}

function at(value: Value, path: string): Value | undefined {
  let found: Value | undefined = value;
  for (const step of path.split(".")) {
    if (isUnknown(found) || isSecret(found)) {
      return found;
    }
    if (Array.isArray(found)) {
      found = found[Number(step)];
    } else {
      found = isRecord(found) ? found[step] : undefined;
    }
  }
  return found ?? undefined;
}
