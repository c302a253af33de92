import { type PlacedCredential, placedCredentials, type Steps } from "#models/credentials/places";
import type { PolicyResource } from "../context.ts";
import { WORKLOADS } from "../kubernetes/workload.ts";
import { resourceRule } from "../rule.ts";
import { inWords, propertyAt } from "./placed.ts";

/** Inputs that rules of their own judge, by type. */
const OTHERS: Readonly<Record<string, (at: Steps) => boolean>> = {
  "kubernetes:core/v1:ConfigMap": ([first]) => first === "data" || first === "binaryData",
  ...Object.fromEntries(
    WORKLOADS.map((type) => [type, (at: Steps) => at.some((step) => CONTAINERS.has(String(step)))]),
  ),
};
const CONTAINERS = new Set(["containers", "initContainers", "ephemeralContainers"]);

export const credentialsInPlainText = resourceRule({
  id: "credentials-in-plain-text",
  title: "Inputs of resources hold no credentials in plain text",
  severity: "high",
  appliesTo: "every resource",
  fix: "store the value in a secret store and pass its name; where the input itself must hold it, mark it as a secret",
  why: "Plain inputs are in the stack's state, in every plan and in the provider's console for all who may read them.",
  each: placedIn,
  *check(placed, resource) {
    yield propertyAt(resource.inputs(), placed.at).violation(inWords(placed));
  },
});

function* placedIn(resource: PolicyResource): Iterable<PlacedCredential> {
  if (!resource.custom) {
    return;
  }
  const isOther = OTHERS[resource.type];
  for (const placed of placedCredentials(resource.inputs().raw())) {
    // Where secrets appear in plain text, only a public place tells that one is a mistake.
    if (!isOther?.(placed.at) && (placed.isPublic || !resource.revealed)) {
      yield placed;
    }
  }
}
