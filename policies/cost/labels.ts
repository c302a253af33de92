import type { PolicyResource } from "../context.ts";
import { stackRule } from "../rule.ts";

/** Labels for cost allocation. */
const WANTED = ["system", "environment"];

/** The property with the labels of each billed type, and whether the provider's defaultLabels apply to it. */
const LABELLED: Readonly<Record<string, { readonly path: string; readonly takesDefaults: boolean }>> = {
  "gcp:artifactregistry/repository:Repository": { path: "labels", takesDefaults: true },
  "gcp:container/cluster:Cluster": { path: "resourceLabels", takesDefaults: true },
  "gcp:memorystore/instance:Instance": { path: "labels", takesDefaults: true },
  "gcp:sql/databaseInstance:DatabaseInstance": { path: "settings.userLabels", takesDefaults: false },
  "gcp:storage/bucket:Bucket": { path: "labels", takesDefaults: true },
};

export const costLabels = stackRule({
  id: "cost-labels",
  title: "Billed resources carry system and environment labels",
  severity: "low",
  enforcement: "advisory",
  frameworks: { Checkov: ["CKV_GCP_21"], Trivy: ["GCP-0051"] },
  appliesTo: Object.keys(LABELLED),
  fix: `set the labels ${WANTED.join(" and ")}, or set them as the provider's defaultLabels`,
  why: "Without labels, costs cannot be attributed to a system, and unused resources stay on.",
  *check(resource, stack) {
    const place = LABELLED[resource.type];
    if (!place) {
      return;
    }
    const labels = resource.at(place.path);
    const absent = WANTED.filter((key) => !labels.key(key).exists());
    if (absent.length === 0) {
      return;
    }
    const defaults = place.takesDefaults ? defaultLabels(stack.byUrn(resource.provider)) : [];
    const missing = absent.filter((key) => !defaults.includes(key));
    if (missing.length > 0) {
      yield labels.violation(`the label ${missing.join(" and ")} is missing`);
    }
  },
});

/** Keys of a provider's default labels. Providers accept objects as JSON strings. */
function defaultLabels(provider: PolicyResource | undefined): readonly string[] {
  const labels = provider?.at("defaultLabels");
  const text = labels?.text();
  if (text === undefined) {
    return labels?.entries().map(([key]) => key) ?? [];
  }
  try {
    return Object.keys(JSON.parse(text) as object);
  } catch {
    return [];
  }
}
