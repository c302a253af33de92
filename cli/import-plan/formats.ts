import { HELM_RELEASE } from "#graph/kubernetes-types";
import { BALANCING_FORMATS } from "./formats/balancing.ts";
import { CLOUDFLARE_FORMATS } from "./formats/cloudflare.ts";
import type { Importable, ImportFormat } from "./formats/format.ts";
import { GOOGLE_FORMATS } from "./formats/google.ts";
import { OTHER_FORMATS } from "./formats/other.ts";

/** Formats by type, as of 2026-11-21: @pulumi/gcp 9.37.0, @pulumi/cloudflare 6.22.1, @pulumi/random 4.21.2. */
export const FORMATS: Readonly<Record<string, ImportFormat>> = {
  ...GOOGLE_FORMATS,
  ...BALANCING_FORMATS,
  ...CLOUDFLARE_FORMATS,
  ...OTHER_FORMATS,
};

/** Helm releases are not objects of the cluster, although the same provider creates them. */
const RELEASE: Importable = {
  documented: "<namespace>/<releaseName>",
  id: "{namespace}/{name}",
  read: "helm list --all-namespaces",
};

/** Every object of a cluster; cluster-scoped ones are identified by name alone. */
const KUBERNETES_OBJECT: Importable = {
  documented: "<namespace>/<name>",
  source: "Pulumi Registry, Kubernetes provider",
  id: "{metadata.namespace?}/{metadata.name}",
  read: "kubectl get",
};

/** The format of a type; undefined for a type that no system here uses. */
export function importFormat(type: string): ImportFormat | undefined {
  if (type === HELM_RELEASE) {
    return RELEASE;
  }
  return type.startsWith("kubernetes:") ? KUBERNETES_OBJECT : FORMATS[type];
}
