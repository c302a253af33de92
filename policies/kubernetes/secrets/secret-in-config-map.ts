import { credentialsInSetting, decoded } from "#models/credentials/find";
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
  each: (configMap) =>
    separately(["data", "binaryData"], (field) => entries(configMap, field, field === "binaryData")),
  *check({ name, value, binary }) {
    if (value.isSecret()) {
      yield value.violation(`"${name}" is a secret`);
      return;
    }
    const written = value.text() ?? "";
    const text = (binary ? decoded(written) : undefined) ?? written;
    for (const { kind, name: setting } of credentialsInSetting(name, text)) {
      const within = setting === undefined || setting === name ? "" : ` ("${setting}")`;
      yield value.violation(`"${name}" holds ${kind}${within}`);
      return;
    }
  },
});

interface Entry {
  readonly name: string;
  readonly value: Property;
  /** Whether the value is in base64. */
  readonly binary: boolean;
}

/** The members of a field; the field itself if all of it is secret, which makes some of its members so. */
function entries(configMap: PolicyResource, field: string, binary: boolean): Entry[] {
  const map = configMap.at(field);
  const members: readonly (readonly [string, Property])[] = map.isSecret() ? [[field, map]] : map.entries();
  return members.map(([name, value]) => ({ name, value, binary }));
}
