import { DEFINITION_SOURCES, type DefinitionSource } from "../build/definitions.ts";

/** Kubernetes' own description of its API, at the version that the tests' control plane has. */
const KUBERNETES: DefinitionSource = {
  chart: "kubernetes",
  module: "k8s.io/kubernetes",
  version: "v1.36.3",
  sum: "h1:qDQdoMiluAE2Eab6Fa52YV+WjiGz9mZFFoagEA6cI+o=",
  folder: "api/openapi-spec",
  files: ["swagger.json"],
};

/** Where schemas come from: the modules that the projects publish. Each has a file in `tests/schemas`. */
export const SOURCES: readonly DefinitionSource[] = [KUBERNETES, ...DEFINITION_SOURCES];

const rbac = ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"];
const admission = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

/** Kinds of Kubernetes itself, as `apiVersion/kind`: those that the components make, and those of charts. */
export const KUBERNETES_KINDS: readonly string[] = [
  "v1/ConfigMap",
  "v1/LimitRange",
  "v1/Namespace",
  "v1/PersistentVolumeClaim",
  "v1/Pod",
  "v1/ResourceQuota",
  "v1/Secret",
  "v1/Service",
  "v1/ServiceAccount",
  "apps/v1/DaemonSet",
  "apps/v1/Deployment",
  "apps/v1/StatefulSet",
  "batch/v1/CronJob",
  "batch/v1/Job",
  "autoscaling/v2/HorizontalPodAutoscaler",
  "networking.k8s.io/v1/NetworkPolicy",
  "policy/v1/PodDisruptionBudget",
  "scheduling.k8s.io/v1/PriorityClass",
  "apiextensions.k8s.io/v1/CustomResourceDefinition",
  ...rbac.map((kind) => `rbac.authorization.k8s.io/v1/${kind}`),
  ...admission.map((kind) => `admissionregistration.k8s.io/v1/${kind}`),
];
