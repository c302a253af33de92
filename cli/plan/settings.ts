import { isRecord, isSecret, isUnknown, type Node, type Value } from "#graph/model";
import { showValue } from "../words/value.ts";

/** Inputs to show beside a resource, by type token or by its last part; paths into the inputs. */
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

/** Default for types without a row above: the first of these that a resource has. */
const COMMON = ["metadata.namespace", "name", "role", "service", "location", "region", "zone", "type"];

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
