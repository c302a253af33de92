import type { Value, Values } from "../model.ts";

/** Computes the result of a function offline; undefined if it is unknown. */
type OfflineFunction = (inputs: Values) => Promise<Value | undefined>;

const unknown: OfflineFunction = () => Promise.resolve(undefined);

/**
 * Functions of the Kubernetes provider that classes of its SDK call for plain values, by token. YAML is decoded as by the
 * provider, so that `yaml.ConfigFile` and `yaml.ConfigGroup` make their objects. What a chart or a kustomization renders
 * to is unknown: `helm.v3.Chart` and `kustomize.Directory` are planned without their objects, as in a preview whose
 * provider is not configured yet.
 */
export const KUBERNETES_FUNCTIONS: ReadonlyMap<string, OfflineFunction> = new Map([
  ["kubernetes:yaml:decode", decode],
  ["kubernetes:helm:template", unknown],
  ["kubernetes:kustomize:directory", unknown],
]);

async function decode({ text }: Values): Promise<Value | undefined> {
  if (typeof text !== "string") {
    return undefined;
  }
  const { yamlDocuments } = await import("../yaml-documents.ts");
  return { result: yamlDocuments(text) as Value[] };
}
