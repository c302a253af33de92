import { isIP } from "node:net";
import { labelKey } from "#models/grammar/labels";
import { dnsSubdomain, hostName } from "#models/grammar/names";
import type { ArgumentChecks } from "../../core/arguments.ts";
import type { PodArgs } from "./args.ts";
import type { SecretEnvironment } from "./container/secret-environment.ts";

/** Settings of pods that few workloads need. */
export interface PodExtras {
  readonly secretEnvironment: SecretEnvironment;
  readonly imagePullSecrets: readonly string[];
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly hostAliases: Readonly<Record<string, readonly string[]>>;
}

/** Most bytes of an object's annotations. Source: k8s.io/apimachinery v0.36, TotalAnnotationSizeLimitB. */
const MOST_ANNOTATION_BYTES = 256 * 1024;

export function extrasOf(args: PodArgs): PodExtras {
  const { secretEnvironment = {}, imagePullSecrets = [], annotations = {}, hostAliases = {} } = args;
  const { serviceAccountAnnotations = {} } = args;
  return { secretEnvironment, imagePullSecrets, annotations, serviceAccountAnnotations, hostAliases };
}

export function checkExtras(checks: ArgumentChecks, extras: PodExtras): void {
  const { imagePullSecrets, annotations, serviceAccountAnnotations, hostAliases } = extras;
  for (const name of imagePullSecrets) {
    checks.valid("imagePullSecrets", name, dnsSubdomain);
  }
  for (const [argument, entries] of Object.entries({ annotations, serviceAccountAnnotations })) {
    for (const key of Object.keys(entries)) {
      checks.valid(argument, key, labelKey);
    }
    const bytes = Buffer.byteLength(Object.entries(entries).flat().join(""));
    checks.that(
      bytes <= MOST_ANNOTATION_BYTES,
      argument,
      `${bytes} bytes`,
      `up to ${MOST_ANNOTATION_BYTES} bytes`,
    );
  }
  for (const [address, hosts] of Object.entries(hostAliases)) {
    checks.that(isIP(address) !== 0, "hostAliases", address, "IP addresses");
    checks.that(hosts.length > 0, `hostAliases["${address}"]`, hosts, "at least one name");
    for (const host of hosts) {
      checks.valid(`hostAliases["${address}"]`, host, hostName(host) === undefined ? hostName : dnsSubdomain);
    }
  }
}
