import type { PolicyContext, PolicyResource } from "../context.ts";
import { claimOf, claimRule, type ResourceClaim } from "./claim.ts";
import { fixed, isAbsent, named, namespacePart, ofProvider, type Part, referring } from "./parts.ts";

export const kubernetesObject = claimRule({
  id: "claims-kubernetes-object",
  title: "Each object of a cluster is declared once",
  severity: "high",
  fix: "give one of the two another name or namespace, or let one component own the object",
  why: "The second declaration takes over the first one's object by server-side apply or is refused, each update reverts the other's fields, and removing either deletes the object of both.",
  claims: object,
  inCluster: true,
});

/** Such as `kubernetes:apps/v1:Deployment`: an API's group, its version, and the kind. */
const OBJECT = /^kubernetes:(?:(.+)\/)?[^/:]+:([A-Z]\w*?)$/;

/** Objects that change some fields of an object of others, several at a time, and lists. */
const NOT_OWNING = /(Patch|List)$/;

function* object(resource: PolicyResource, stack: PolicyContext): Iterable<ResourceClaim> {
  const [, group = "core", kind = ""] = OBJECT.exec(resource.type) ?? [];
  if (kind === "" || NOT_OWNING.test(kind) || !resource.custom) {
    return;
  }
  const isRelease = kind === "Release";
  const metadata = isRelease ? resource.inputs() : resource.at("metadata");
  const name = metadata.at("name");
  // The provider generates a name.
  if (isAbsent(name)) {
    return;
  }
  const namespace = metadata.at("namespace");
  const place = isRelease ? releaseNamespace(resource, stack) : namespacePart(resource, stack);
  const parts = [named(resource, name), place, fixed(group + kind)];
  const shown = name.isReadable() ? ` "${name.text() ?? ""}"` : "";
  const where =
    namespace.isReadable() && namespace.exists() ? ` of namespace "${namespace.text() ?? ""}"` : "";
  yield claimOf(parts, { at: name, thing: `the ${kind}${shown}${where}` });
}

function releaseNamespace(release: PolicyResource, stack: PolicyContext): Part {
  const namespace = release.at("namespace");
  return isAbsent(namespace)
    ? ofProvider(release, "namespace", stack, "default")
    : referring(release, namespace);
}
