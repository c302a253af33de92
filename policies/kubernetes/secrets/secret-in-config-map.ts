import { credentialIn, isPointer, namesCredential } from "#models/credentials";
import type { PolicyResource } from "../../context.ts";
import { type Property, separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

export const secretInConfigMap = resourceRule({
  id: "kubernetes-secret-in-config-map",
  title: "ConfigMaps hold no secrets",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Trivy: ["KSV-0109", "KSV-01010"], Polaris: ["sensitiveConfigmapContent"] },
  appliesTo: ["kubernetes:core/v1:ConfigMap"],
  fix: "store the value in Secret Manager and mount it from a Secret",
  why: "ConfigMaps are not encrypted in etcd, and anyone with read access to the cluster can read them.",
  each: (configMap) => separately(FIELDS, ({ field, decode }) => partsOf(configMap, field, decode)),
  *check({ at, name, decode }) {
    if (at.isSecret()) {
      yield at.violation(`"${name}" is a secret`);
      return;
    }
    const text = decode(at.text() ?? "");
    const kind = credentialIn(text);
    if (kind) {
      yield at.violation(`"${name}" holds ${kind}`);
    } else if (namesCredential(name) && !isPointer(text)) {
      yield at.violation(`"${name}" is named like a credential`);
    }
  },
});

type Decode = (text: string) => string;

const FIELDS: readonly { readonly field: string; readonly decode: Decode }[] = [
  { field: "data", decode: (text) => text },
  { field: "binaryData", decode: (text) => Buffer.from(text, "base64").toString() },
];

interface Part {
  readonly at: Property;
  readonly name: string;
  readonly decode: Decode;
}

/** The members of a field; the field itself if all of it is secret, which makes some of its members so. */
function partsOf(configMap: PolicyResource, field: string, decode: Decode): readonly Part[] {
  const map = configMap.at(field);
  const members: readonly (readonly [string, Property])[] = map.isSecret() ? [[field, map]] : map.entries();
  return members.map(([name, at]) => ({ at, name, decode }));
}
