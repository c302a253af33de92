import { credentialsInSetting, decoded } from "#models/credentials/find";
import type { Property } from "../../property.ts";
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
  each: (configMap) => [
    ...entries(configMap.at("data"), false),
    ...entries(configMap.at("binaryData"), true),
  ],
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

function entries(property: Property, binary: boolean): Entry[] {
  return property.entries().map(([name, value]) => ({ name, value, binary }));
}
