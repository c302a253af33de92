import { HELM_RELEASE } from "#graph/kubernetes-types";
import type { PolicyResource } from "../../context.ts";
import { type Property, separately, type UnknownValue } from "../../property.ts";

/** Releases of Helm, by either of Pulumi's resources. */
export const RELEASES = [HELM_RELEASE, "kubernetes:helm.sh/v4:Chart"] as const;

/**
 * Names under which charts have a plain string: what of it is not known yet hides no settings of pods, unlike an
 * object that is not known.
 */
const PLAIN = /(IP|Address|Host|Hosts|URL|Url|Id|Name|Key|password|secret|domain|host)$/;

/** Every object among the values of a release, the values themselves included. */
export function objectsIn(release: PolicyResource): Iterable<Property | UnknownValue> {
  return separately([release.at("values")], below);
}

function* below(property: Property): Iterable<Property | UnknownValue> {
  const members = property.entries();
  if (members.length > 0) {
    yield property;
  }
  const nested = members.filter(([name, member]) => member.isReadable() || !PLAIN.test(name));
  yield* separately([...nested.map(([, member]) => member), ...property.items()], below);
}
