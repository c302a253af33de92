import type { PolicyContext, PolicyResource } from "../context.ts";
import type { Property } from "../property.ts";
import { claimOf, claimRule, type ResourceClaim } from "./claim.ts";
import { fixed, isAbsent, named, namespacePart } from "./parts.ts";

export const writtenSecret = claimRule({
  id: "claims-written-secret",
  title: "Each Secret has one writer",
  severity: "high",
  fix: "give one of the two a Secret of another name",
  why: "The operators overwrite each other's Secret again and again, and pods read whichever was last.",
  claims: {
    "kubernetes:core/v1:Secret": (secret, stack) => writer(secret, stack, secret.at("metadata.name")),
    "kubernetes:cert-manager.io/v1:Certificate": (certificate, stack) =>
      writer(certificate, stack, certificate.at("spec.secretName")),
    "kubernetes:external-secrets.io/v1:ExternalSecret": externalSecret,
  },
  inCluster: true,
});

/** With the policies Merge and None the Secret is someone else's. Source: External Secrets, ownership. */
function* externalSecret(object: PolicyResource, stack: PolicyContext): Iterable<ResourceClaim> {
  const target = object.at("spec.target");
  const policy = target.at("creationPolicy");
  if (policy.is("Merge") || policy.is("None")) {
    return;
  }
  const name = target.at("name");
  yield* writer(object, stack, name.exists() ? name : object.at("metadata.name"));
}

function* writer(object: PolicyResource, stack: PolicyContext, at: Property): Iterable<ResourceClaim> {
  if (isAbsent(at)) {
    return;
  }
  const shown = at.isReadable() ? ` "${at.text() ?? ""}"` : "";
  yield claimOf([fixed("secret"), namespacePart(object, stack), named(object, at)], {
    at,
    thing: `the Secret${shown}`,
  });
}
