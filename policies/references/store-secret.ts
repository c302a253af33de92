import { isAbsent, named } from "../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { type Property, separately } from "../property.ts";
import { stackRule } from "../rule.ts";
import { type DefinitionKind, definitionOf } from "./definition.ts";

const GOOGLE_SECRET: DefinitionKind = {
  noun: "secret of Secret Manager",
  inCluster: false,
  definedBy: {
    *"gcp:secretmanager/secret:Secret"(secret) {
      yield { key: [named(secret, secret.at("secretId"))] };
    },
    *"gcp:secretmanager/regionalSecret:RegionalSecret"(secret) {
      yield { key: [named(secret, secret.at("secretId"))] };
    },
  },
};

const STORES = {
  ClusterSecretStore: "kubernetes:external-secrets.io/v1:ClusterSecretStore",
  SecretStore: "kubernetes:external-secrets.io/v1:SecretStore",
} as const;

export const storeSecret = stackRule<Property>({
  id: "references-store-secret",
  title: "ExternalSecrets copy secrets that exist",
  severity: "high",
  appliesTo: ["kubernetes:external-secrets.io/v1:ExternalSecret"],
  fix: "declare the secret in Secret Manager, or correct its id",
  why: "The Secret is never written, and the pods that mount it never start.",
  each: (object) =>
    separately(["data", "dataFrom"], (list) => {
      const items = object.at("spec").at(list).items();
      return list === "data"
        ? items.map((item) => item.at("remoteRef.key"))
        : items.map((item) => item.at("extract.key")).filter((key) => !isAbsent(key));
    }),
  *check(at, stack, object) {
    const found = definitionOf(stack, GOOGLE_SECRET, { from: object, key: [named(object, at)], at });
    if (found.kind === "open") {
      throw found.unknown;
    }
    if (found.kind === "missing" && readsOwnProject(object, at, stack)) {
      yield at.violation(`no secret "${at.text()}" of Secret Manager is in the stack`);
    }
  },
});

/**
 * Whether the store reads a project whose secrets the stack declares. Throws for a store that is not in the stack, and
 * for a project of others.
 */
function readsOwnProject(object: PolicyResource, at: Property, stack: PolicyContext): boolean {
  const reference = object.at("spec.secretStoreRef");
  const type = reference.at("kind").is("ClusterSecretStore") ? STORES.ClusterSecretStore : STORES.SecretStore;
  const store = stack
    .ofType(type)
    .find((each) => each.at("metadata.name").text() === reference.at("name").text());
  const provider = store?.at("spec.provider.gcpsm");
  if (!store || !provider) {
    throw at.unknown();
  }
  if (isAbsent(provider)) {
    return false;
  }
  const project = provider.at("projectID").text();
  const own = stack
    .ofType(...Object.keys(GOOGLE_SECRET.definedBy))
    .some((secret) => projectOf(secret, stack).text() === project);
  if (!own) {
    throw at.unknown();
  }
  return true;
}

function projectOf(secret: PolicyResource, stack: PolicyContext): Property {
  const project = secret.at("project");
  return isAbsent(project) ? (stack.byUrn(secret.provider)?.at("project") ?? project) : project;
}
