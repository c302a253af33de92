import type { PolicyResource } from "../context.ts";
import type { Property } from "../property.ts";
import { claimOf, claimRule, type ResourceClaim } from "./claim.ts";
import { fixed, isAbsent, named, referring } from "./parts.ts";

export const writtenSecret = claimRule({
  id: "claims-written-secret",
  title: "Each Secret has one writer",
  severity: "high",
  fix: "give one of the two a Secret of another name",
  why: "The operators overwrite each other's Secret again and again, and pods read whichever was last.",
  claims: {
    "kubernetes:core/v1:Secret": (secret) => writer(secret, secret.at("metadata.name")),
    "kubernetes:cert-manager.io/v1:Certificate": (certificate) =>
      writer(certificate, certificate.at("spec.secretName")),
    "kubernetes:external-secrets.io/v1:ExternalSecret": externalSecret,
  },
  inCluster: true,
});

/** With the policies Merge and None the Secret is someone else's. Source: External Secrets, ownership. */
function* externalSecret(object: PolicyResource): Iterable<ResourceClaim> {
  const target = object.at("spec.target");
  const policy = target.at("creationPolicy");
  if (policy.is("Merge") || policy.is("None")) {
    return;
  }
  const name = target.at("name");
  yield* writer(object, name.exists() ? name : object.at("metadata.name"));
}

function* writer(object: PolicyResource, at: Property): Iterable<ResourceClaim> {
  if (isAbsent(at)) {
    return;
  }
  const namespace = referring(object, object.at("metadata.namespace"), { absent: "default" });
  const shown = at.isReadable() ? ` "${at.text() ?? ""}"` : "";
  yield claimOf([fixed("secret"), namespace, named(object, at)], { at, thing: `the Secret${shown}` });
}
