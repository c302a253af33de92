import type { TypeKinds } from "./kinds.ts";

/** Kinds of Kubernetes and of its operators. Source: the types of `@pulumi/kubernetes` 4.34. */
export const KUBERNETES_KINDS: TypeKinds = {
  harmless: {
    "rules read it together with the objects that it is for": [
      "kubernetes:core:LimitRange",
      "kubernetes:core:ServiceAccount",
      "kubernetes:networking.k8s.io:NetworkPolicy",
      "kubernetes:apiregistration.k8s.io:APIService",
      "kubernetes:external-secrets.io:SecretStore",
      "kubernetes:external-secrets.io:ClusterSecretStore",
      "kubernetes:cert-manager.io:Issuer",
      "kubernetes:cert-manager.io:ClusterIssuer",
    ],
    "a definition, a class or a priority": [
      "kubernetes:apiextensions.k8s.io:CustomResourceDefinition",
      "kubernetes:resource.k8s.io:*",
      "kubernetes:scheduling.k8s.io:*",
      "kubernetes:node.k8s.io:RuntimeClass",
      "kubernetes:storage.k8s.io:*",
      "kubernetes:flowcontrol.apiserver.k8s.io:*",
      "kubernetes:networking.k8s.io:IPAddress",
      "kubernetes:networking.k8s.io:ServiceCIDR",
      "kubernetes:networking.k8s.io:ClusterCIDR",
      "kubernetes:monitoring.coreos.com:ServiceMonitor",
      "kubernetes:monitoring.coreos.com:Probe",
      "kubernetes:monitoring.googleapis.com:*",
      "kubernetes:autoscaling.gke.io:*",
    ],
    "written by the cluster, about what is there": [
      "kubernetes:core:Event",
      "kubernetes:events.k8s.io:Event",
      "kubernetes:core:Binding",
      "kubernetes:core:Node",
      "kubernetes:coordination.k8s.io:*",
      "kubernetes:lifecycle.k8s.io:*",
      "kubernetes:meta:Status",
      "kubernetes:storagemigration.k8s.io:*",
    ],
  },
  notLookedInto: {
    "charts and kustomizations are rendered outside of the plan": ["kubernetes:kustomize:Directory"],
    "pod settings that the cluster adds": ["kubernetes:settings.k8s.io:PodPreset"],
    "an earlier revision of a workload": ["kubernetes:apps:ControllerRevision"],
    "admission rules and webhooks": [
      "kubernetes:admissionregistration.k8s.io:*",
      "kubernetes:policy:PodSecurityPolicy",
      "kubernetes:extensions:PodSecurityPolicy",
      "kubernetes:auditregistration.k8s.io:AuditSink",
    ],
    "certificates and their authorities": ["kubernetes:certificates.k8s.io:*"],
    "addresses of a Service without pods": [
      "kubernetes:core:Endpoints",
      "kubernetes:discovery.k8s.io:EndpointSlice",
    ],
    "a volume, possibly of a node's own disk": ["kubernetes:core:PersistentVolume"],
  },
};
