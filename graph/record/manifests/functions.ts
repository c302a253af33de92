import type { Values } from "../../model.ts";
import { parseManifests } from "./parse.ts";

/**
 * Results of the provider's functions behind the SDK's `yaml.ConfigFile`, `yaml.ConfigGroup`, `helm.v3.Chart` and
 * `kustomize.Directory`: a text becomes objects here as there. What a chart or a kustomization renders stays unknown,
 * which leaves the component without children.
 */
export const MANIFEST_FUNCTIONS: Readonly<Record<string, (inputs: Values) => Promise<Values | undefined>>> = {
  "kubernetes:yaml:decode": async ({ text }) => ({
    result: typeof text === "string" ? await parseManifests(text) : [],
  }),
  "kubernetes:helm:template": async () => undefined,
  "kubernetes:kustomize:directory": async () => undefined,
};
