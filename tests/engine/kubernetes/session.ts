import { KubernetesApi } from "../cluster/api/client.ts";
import { readKubeconfig } from "../cluster/api/connection.ts";
import { kubeconfigOf } from "../cluster/registry.ts";
import type { Wire, WireRecord } from "../provider/wire.ts";

/** What a configured provider works with. */
export interface Session {
  readonly api: KubernetesApi;
  /** Whether updates take fields that others own; they fail on them otherwise. */
  readonly patchForce: boolean;
  /** Types whose contents change in place, unless an object is immutable; they are replaced otherwise. */
  readonly mutable: ReadonlySet<string>;
  /**
   * Namespaces whose Deployments are watched since the first wait for one of them, as the real provider keeps its watches
   * open to its end. Source: pulumi-kubernetes, await/informers.
   */
  readonly watched: Set<string>;
  /** Ends waits when the engine gives up. */
  readonly cancelled: AbortSignal;
}

/** Opens the cluster that a provider's inputs name. */
export function openSession(config: WireRecord, cancelled: AbortSignal): Session {
  const identifier = config["clusterIdentifier"];
  return {
    api: new KubernetesApi(readKubeconfig(kubeconfigOf(typeof identifier === "string" ? identifier : ""))),
    patchForce: isOn(config["enablePatchForce"]),
    mutable: new Set([
      ...(isOn(config["enableConfigMapMutable"]) ? ["kubernetes:core/v1:ConfigMap"] : []),
      ...(isOn(config["enableSecretMutable"]) ? ["kubernetes:core/v1:Secret"] : []),
    ]),
    watched: new Set(),
    cancelled,
  };
}

/** The engine hands flags over as texts. */
function isOn(value: Wire | undefined): boolean {
  return value === true || value === "true";
}
