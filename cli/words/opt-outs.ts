import type { OptOutFact } from "#graph/facts/operations";
import { showValue } from "./value.ts";

/** The opt-outs of one argument, with the keys of its entries, such as node pools, if it belongs to entries. */
type Phrase = string | ((optOut: OptOutFact, keys: readonly string[]) => string);

/** By argument, `*` for the key of an entry; by class and argument if its meaning differs between components. */
const PHRASES: Readonly<Record<string, Phrase>> = {
  protect: "no deletion protection",
  availability: "one zone",
  nodeZones: ({ value, default: usual }) => `nodes in ${value} of ${usual} zones`,
  releaseChannel: "rapid channel, without a service level",
  encryptionKeys: "keys managed by Google",
  binaryAuthorization: "any image is admitted",
  backupAgent: "no backup agent",
  "nodePools.*.spot": (_, keys) => `spot nodes: ${keys.join(", ")}`,
  flowLogSampling: ({ value }) => `flow logs of ${Number(value) * 100} % of connections`,
  "repositories.*.immutableTags": (_, keys) => `tags may move: ${keys.join(", ")}`,
  auditReads: "reads are not audited",
  "transport.originPulls": "the origin cannot tell the edge from others",
  "transport.zeroRoundTrip": "first packets can be replayed",
  tieredCache: "no shield before the origin",
  leakedCredentialCheck: "leaked passwords go unnoticed",
  admit: "open to everyone",
  armor: "open to everyone",
  "tls.profile": "ciphers of older clients",
  "distribution.drainUnhealthy": "zones keep their share when they fail",
  "service.logSampleRate": "requests are not logged",
  clientAuthority: "no client certificates",
  limits: "no limit on requests",
  minReplicas: "one pod",
  replicas: "one pod",
  "RedisCache.replicas": "one copy",
  "Monitoring.replicas": "one copy",
  spread: "pods may share a zone",
  environment: "certificates are not publicly trusted",
  versioning: "no object versions",
  softDeleteDays: "no soft delete",
  routing: "alert routing disabled",
};

/**
 * A component's opt-outs as short texts; an argument without its own text is shown with its value.
 *
 * @param kind class of the component
 */
export function optOutPhrases(kind: string, optOuts: readonly OptOutFact[]): string[] {
  const patterns = Map.groupBy(optOuts, ({ argument }) => patternOf(argument));
  return [...patterns].flatMap(([pattern, group]) => {
    const phrase = [`${kind}.${pattern}`, pattern].flatMap((key) =>
      Object.hasOwn(PHRASES, key) ? (PHRASES[key] ?? []) : [],
    )[0];
    if (phrase === undefined) {
      return group.map(({ argument, value }) => `${argument} ${showValue(value)}`);
    }
    const keys = group.map(({ argument }) => keyOf(argument));
    return group.slice(0, 1).map((optOut) => (typeof phrase === "string" ? phrase : phrase(optOut, keys)));
  });
}

/** `nodePools.*.spot` of `nodePools.general.spot`; shorter paths are as they are. */
function patternOf(argument: string): string {
  const key = keyOf(argument);
  return key === "" ? argument : argument.replace(`.${key}.`, ".*.");
}

/** What stands between the first and the last step of a path, which may have dots itself. */
function keyOf(argument: string): string {
  return argument.slice(argument.indexOf(".") + 1, Math.max(0, argument.lastIndexOf(".")));
}
