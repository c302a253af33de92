import { fixed, isAbsent, named, namespacePart, type Part } from "../../claims/parts.ts";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Definition, type DefinitionKind, memberNames } from "../definition.ts";
import { byClusterName, byName, namePart } from "./keys.ts";

/** Names that every cluster has. Source: Kubernetes, namespaces; GKE, managed namespaces. */
const SYSTEM_NAMESPACE = /^(default|kube-.*|gke-.*|gmp-.*)$/;

export const NAMESPACE: DefinitionKind = {
  noun: "namespace",
  definedBy: {
    "kubernetes:core/v1:Namespace": byClusterName,
    *"kubernetes:helm.sh/v3:Release"(release) {
      if (release.at("createNamespace").is(true)) {
        yield { key: [named(release, release.at("namespace"))] };
      }
    },
  },
  builtIn: (name) => SYSTEM_NAMESPACE.test(name),
};

export const SECRET: DefinitionKind = {
  noun: "Secret",
  byCharts: "namespace",
  definedBy: {
    *"kubernetes:core/v1:Secret"(secret, stack) {
      const members = memberNames(secret.at("data"), secret.at("stringData"));
      yield { key: ownKey(secret, stack), members };
    },
    *"kubernetes:external-secrets.io/v1:ExternalSecret"(object, stack) {
      const target = object.at("spec.target.name");
      const name = isAbsent(target) ? object.at("metadata.name") : target;
      yield { key: [namespacePart(object, stack), namePart(object, name)], members: externalKeys(object) };
    },
    *"kubernetes:cert-manager.io/v1:Certificate"(certificate, stack) {
      const name = named(certificate, certificate.at("spec.secretName"));
      const { keystores, formats } = {
        keystores: certificate.at("spec.keystores"),
        formats: certificate.at("spec.additionalOutputFormats"),
      };
      const plain = isAbsent(keystores) && isAbsent(formats);
      const members = plain ? ["tls.crt", "tls.key", "ca.crt"] : undefined;
      yield { key: [namespacePart(certificate, stack), name], members };
    },
  },
};

export const CONFIG_MAP: DefinitionKind = {
  noun: "ConfigMap",
  byCharts: "namespace",
  // The cluster writes this one into every namespace.
  builtIn: (name) => name === "kube-root-ca.crt",
  definedBy: {
    *"kubernetes:core/v1:ConfigMap"(map, stack) {
      yield { key: ownKey(map, stack), members: memberNames(map.at("data"), map.at("binaryData")) };
    },
  },
};

export const SERVICE_ACCOUNT: DefinitionKind = {
  noun: "service account",
  byCharts: "namespace",
  builtIn: (name) => name === "default",
  definedBy: { "kubernetes:core/v1:ServiceAccount": byName },
};

export const SERVICE: DefinitionKind = {
  noun: "Service",
  byCharts: "namespace",
  definedBy: {
    *"kubernetes:core/v1:Service"(service, stack) {
      const ports = service.at("spec.ports");
      const isKnown = ports.isReadable() && ports.items().every((port) => isPlain(port));
      const members = isKnown ? ports.items().flatMap(portNames) : undefined;
      yield { key: ownKey(service, stack), members };
    },
  },
};

export const PRIORITY_CLASS: DefinitionKind = {
  noun: "priority class",
  builtIn: (name) => name.startsWith("system-") || name === "gmp-critical",
  definedBy: { "kubernetes:scheduling.k8s.io/v1:PriorityClass": byClusterName },
};

export const VOLUME_CLAIM: DefinitionKind = {
  noun: "volume claim",
  byCharts: "namespace",
  definedBy: { "kubernetes:core/v1:PersistentVolumeClaim": byName },
};

/** Classes of GKE clusters. Source: GKE, storage classes, 2026-11. */
const GKE_CLASSES =
  /^(standard|standard-rwo|premium-rwo|(dynamic|enterprise|zonal|standard|premium)-rw[ox](-.*)?|hyperdisk-.*|parallelstore-rwx|gcsfuse.*)$/;

export const STORAGE_CLASS: DefinitionKind = {
  noun: "storage class",
  byCharts: "cluster",
  builtIn: (name) => name === "" || GKE_CLASSES.test(name),
  definedBy: { "kubernetes:storage.k8s.io/v1:StorageClass": byClusterName },
};

export const ROLE: DefinitionKind = {
  noun: "Role",
  byCharts: "namespace",
  definedBy: { "kubernetes:rbac.authorization.k8s.io/v1:Role": byName },
};

export const CLUSTER_ROLE: DefinitionKind = {
  noun: "ClusterRole",
  byCharts: "cluster",
  builtIn: (name) => /^(cluster-admin|admin|edit|view|system:.*)$/.test(name),
  definedBy: { "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": byClusterName },
};

/** What an autoscaler may scale, by kind and name. */
export const SCALED: DefinitionKind = {
  noun: "workload",
  byCharts: "namespace",
  definedBy: {
    "kubernetes:apps/v1:Deployment": ofKind("Deployment"),
    "kubernetes:apps/v1:StatefulSet": ofKind("StatefulSet"),
    "kubernetes:apps/v1:ReplicaSet": ofKind("ReplicaSet"),
  },
};

function ofKind(kind: string) {
  return function* scaled(workload: PolicyResource, stack: PolicyContext): Iterable<Definition> {
    yield {
      key: [namespacePart(workload, stack), fixed(kind), namePart(workload, workload.at("metadata.name"))],
    };
  };
}

function ownKey(object: PolicyResource, stack: PolicyContext): readonly Part[] {
  return [namespacePart(object, stack), namePart(object, object.at("metadata.name"))];
}

/** The keys that an ExternalSecret writes; undefined if its store decides them. */
function externalKeys(object: PolicyResource): readonly string[] | undefined {
  const [data, from, template] = ["spec.data", "spec.dataFrom", "spec.target.template"].map((path) =>
    object.at(path),
  );
  if (!data?.isReadable() || !(from && isAbsent(from)) || !(template && isAbsent(template))) {
    return undefined;
  }
  const keys = data.items().map((item) => item.at("secretKey"));
  return keys.every((key) => key.isReadable()) ? keys.flatMap((key) => key.text() ?? []) : undefined;
}

function isPlain(port: { at(path: string): { isReadable(): boolean } }): boolean {
  return port.at("name").isReadable() && port.at("port").isReadable();
}

function portNames(port: ReturnType<PolicyResource["at"]>): string[] {
  return [port.at("name").text(), String(port.at("port").number())].flatMap((name) => name ?? []);
}
