import { BALANCING_FORMATS } from "./formats/balancing.ts";
import { CLOUDFLARE_FORMATS } from "./formats/cloudflare.ts";
import { GOOGLE_FORMATS } from "./formats/google.ts";
import { OTHER_FORMATS } from "./formats/other.ts";

/** How a type's resources are imported. */
export type ImportFormat = Importable | NotImportable;

interface Documented {
  /** The format, or the refusal, in the words of the SDK's documentation of the type. */
  readonly documented: string;
  /** Where the words stand when the installed SDK's documentation has none. */
  readonly source?: string;
}

/** A type whose ids follow from inputs. */
export interface Importable extends Documented {
  /**
   * The id, with inputs in braces: `{name}` is an input, `{metadata.name}` one inside another, `{#keyRing}` the
   * id of the resource that the input comes from. `{project}` and `{region}` are those of the provider where
   * the resource names none.
   */
  readonly id: string;
  /** Where the id, or what it is made of, is read when the plan does not know it. */
  readonly read: string;
  /** Whether creating again what is there changes nothing, so that no import is needed. Default false. */
  readonly repeatable?: true;
}

/** A type whose resources the plan cannot identify, or that need no import. */
export interface NotImportable extends Documented {
  readonly id: undefined;
  /** Why, and what to do instead. */
  readonly read: string;
}

/** Formats by type, as of 2026-11-21: @pulumi/gcp 9.37.0, @pulumi/cloudflare 6.22.1, @pulumi/random 4.21.2. */
export const FORMATS: Readonly<Record<string, ImportFormat>> = {
  ...GOOGLE_FORMATS,
  ...BALANCING_FORMATS,
  ...CLOUDFLARE_FORMATS,
  ...OTHER_FORMATS,
};

/** Helm releases are no objects of the cluster, though the same provider makes them. */
const HELM_RELEASE: Importable = {
  documented: "<namespace>/<releaseName>",
  id: "{namespace}/{name}",
  read: "helm list --all-namespaces",
};

/** Every object of a cluster; what has no namespace goes by its name alone. */
const KUBERNETES_OBJECT: Importable = {
  documented: "<namespace>/<name>",
  source: "Pulumi Registry, Kubernetes provider",
  id: "{metadata.namespace?}/{metadata.name}",
  read: "kubectl get",
};

/** The format of a type; undefined for a type that no system here uses. */
export function importFormat(type: string): ImportFormat | undefined {
  if (type === "kubernetes:helm.sh/v3:Release") {
    return HELM_RELEASE;
  }
  return type.startsWith("kubernetes:") ? KUBERNETES_OBJECT : FORMATS[type];
}
