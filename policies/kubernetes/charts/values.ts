import type { PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";

/** Releases of Helm, by either of Pulumi's resources. */
export const RELEASES = ["kubernetes:helm.sh/v3:Release", "kubernetes:helm.sh/v4:Chart"] as const;

/**
 * Names under which charts have a plain string: what of it is not known yet hides no settings of pods, unlike an
 * object that is not known.
 */
const PLAIN = /(IP|Address|Host|Hosts|URL|Url|Id|Name|Key|password|secret|domain|host)$/;

/** Every object among the values of a release, the values themselves included. */
export function* objectsIn(release: PolicyResource): Iterable<Property> {
  yield* below(release.at("values"));
}

function* below(property: Property): Iterable<Property> {
  const members = property.entries();
  if (members.length > 0) {
    yield property;
  }
  for (const [name, member] of members) {
    if (member.isReadable() || !PLAIN.test(name)) {
      yield* below(member);
    }
  }
  for (const item of property.items()) {
    yield* below(item);
  }
}
