import { fixed, isAbsent } from "../../claims/parts.ts";
import type { PolicyResource } from "../../context.ts";
import type { DefinitionKind } from "../definition.ts";
import { byClusterName, byName } from "./keys.ts";

export const ISSUER: DefinitionKind = {
  noun: "Issuer",
  byCharts: "namespace",
  definedBy: { "kubernetes:cert-manager.io/v1:Issuer": byName },
};

export const CLUSTER_ISSUER: DefinitionKind = {
  noun: "ClusterIssuer",
  definedBy: { "kubernetes:cert-manager.io/v1:ClusterIssuer": byClusterName },
};

export const SECRET_STORE: DefinitionKind = {
  noun: "SecretStore",
  byCharts: "namespace",
  definedBy: { "kubernetes:external-secrets.io/v1:SecretStore": byName },
};

export const CLUSTER_SECRET_STORE: DefinitionKind = {
  noun: "ClusterSecretStore",
  definedBy: {
    *"kubernetes:external-secrets.io/v1:ClusterSecretStore"(store) {
      const [definition] = byClusterName(store);
      yield { key: definition?.key ?? [], members: servedNamespaces(store) };
    },
  },
};

/** A policy of the NGINX ingress controller. */
export const NGINX_POLICY: DefinitionKind = {
  noun: "Policy",
  definedBy: { "kubernetes:k8s.nginx.org/v1:Policy": byName },
};

export const INGRESS_CLASS: DefinitionKind = {
  noun: "ingress class",
  byCharts: "cluster",
  // Classes of GKE's own controllers.
  builtIn: (name) => name === "gce" || name === "gce-internal",
  definedBy: {
    "kubernetes:networking.k8s.io/v1:IngressClass": byClusterName,
    *"kubernetes:helm.sh/v3:Release"(release) {
      if (/(^|\/)nginx-ingress$/.test(release.at("chart").text() ?? "")) {
        const name = release.at("values.controller.ingressClass.name");
        yield { key: [fixed(name.text() ?? "nginx")] };
      }
    },
  },
};

/** The namespaces that a store serves by name; undefined if it selects them in another way. */
function servedNamespaces(store: PolicyResource): readonly string[] | "any" | undefined {
  const conditions = store.at("spec.conditions");
  if (!conditions.isReadable()) {
    return undefined;
  }
  if (conditions.items().length === 0) {
    return "any";
  }
  const byNames = conditions.items().every((condition) => {
    const others = ["namespaceSelector", "namespaceRegexes"].map((key) => condition.at(key));
    return others.every(isAbsent) && condition.at("namespaces").isReadable();
  });
  const names = byNames ? conditions.items().flatMap((each) => each.at("namespaces").items()) : [];
  return byNames && names.every((name) => name.isReadable())
    ? names.flatMap((name) => name.text() ?? [])
    : undefined;
}
