import type { TypeRules, ValueRule } from "./rule.ts";

/*
 * What the Kubernetes API refuses of built-in kinds. Sources: k8s.io/apimachinery, pkg/util/validation; k8s.io/kubernetes,
 * pkg/apis/core/validation and the API reference, v1.36, read 2026-11-28. Kinds of operators: metadata only.
 */

type Rules = Readonly<Record<string, ValueRule>>;

const LABEL: ValueRule = { format: "dnsLabel" };
const SUBDOMAIN: ValueRule = { format: "dnsSubdomain" };
const QUALIFIED_NAME: ValueRule = { format: "labelKey" };
const LABEL_VALUE: ValueRule = { format: "labelValue" };
const QUANTITY: ValueRule = { format: "quantity" };
const HOST: ValueRule = { anyOf: [SUBDOMAIN, { format: "wildcardHostName" }] };
const PORT_NAME = { pattern: "^(?!.*--)(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?$", maxLength: 15 };
const PORT = { min: 1, max: 65_535 };
const PROTOCOL = { enum: ["TCP", "UDP", "SCTP"] };
const DATA_KEYS = { keys: { pattern: "^[-._a-zA-Z0-9]+$", maxLength: 253 } };
const COUNT = { min: 0 };

function labels(path: string): Rules {
  return { [path]: { keys: QUALIFIED_NAME }, [`${path}{}`]: LABEL_VALUE };
}

/** Metadata of any kind, with its own grammar of names. */
function metadata(name: ValueRule): Rules {
  return {
    "metadata.name": name,
    "metadata.namespace": LABEL,
    "metadata.annotations": { keys: QUALIFIED_NAME },
    ...labels("metadata.labels"),
  };
}

const CONTAINER: Rules = {
  name: LABEL,
  imagePullPolicy: { enum: ["Always", "IfNotPresent", "Never"] },
  "ports[].containerPort": PORT,
  "ports[].name": PORT_NAME,
  "ports[].protocol": PROTOCOL,
  // Any printable character of ASCII but "=".
  "env[].name": { pattern: "^[ -<>-~]+$" },
  "resources.limits{}": QUANTITY,
  "resources.requests{}": QUANTITY,
};

const POD_SPEC: Rules = {
  ...below("containers[].", CONTAINER),
  ...below("initContainers[].", CONTAINER),
  dnsPolicy: { enum: ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"] },
  restartPolicy: { enum: ["Always", "OnFailure", "Never"] },
  serviceAccountName: SUBDOMAIN,
  "securityContext.seccompProfile.type": { enum: ["RuntimeDefault", "Localhost", "Unconfined"] },
  terminationGracePeriodSeconds: COUNT,
  "tolerations[].effect": { enum: ["NoSchedule", "PreferNoSchedule", "NoExecute"] },
  "tolerations[].operator": { enum: ["Exists", "Equal", "Lt", "Gt"] },
  "topologySpreadConstraints[].maxSkew": { min: 1 },
  "topologySpreadConstraints[].whenUnsatisfiable": { enum: ["DoNotSchedule", "ScheduleAnyway"] },
  "volumes[].name": LABEL,
};

const TEMPLATE: Rules = {
  ...labels("spec.template.metadata.labels"),
  ...below("spec.template.spec.", POD_SPEC),
  "spec.replicas": COUNT,
  "spec.revisionHistoryLimit": COUNT,
};

const JOB: Rules = { ...TEMPLATE, "spec.backoffLimit": COUNT, "spec.parallelism": COUNT };

/** A path segment: what the API takes for names of roles. */
const ROLE_NAME = { pattern: "^[^/%]+$", not: [".", ".."] };

const KINDS: Readonly<Record<string, Rules>> = {
  "apps/v1:DaemonSet": TEMPLATE,
  "apps/v1:Deployment": { ...TEMPLATE, "spec.strategy.type": { enum: ["Recreate", "RollingUpdate"] } },
  "apps/v1:StatefulSet": {
    ...TEMPLATE,
    "spec.podManagementPolicy": { enum: ["OrderedReady", "Parallel"] },
    "spec.updateStrategy.type": { enum: ["OnDelete", "RollingUpdate"] },
  },
  "autoscaling/v2:HorizontalPodAutoscaler": {
    "spec.minReplicas": COUNT,
    "spec.maxReplicas": { min: 1 },
    "spec.metrics[].type": { enum: ["ContainerResource", "External", "Object", "Pods", "Resource"] },
  },
  "batch/v1:CronJob": {
    ...below("spec.jobTemplate.", JOB),
    // The jobs' names add eleven characters.
    "metadata.name": { ...SUBDOMAIN, maxLength: 52 },
    "spec.concurrencyPolicy": { enum: ["Allow", "Forbid", "Replace"] },
    "spec.schedule": { format: "schedule" },
    "spec.timeZone": { format: "timeZone" },
  },
  "batch/v1:Job": JOB,
  "core/v1:ConfigMap": { data: DATA_KEYS, binaryData: DATA_KEYS },
  "core/v1:Namespace": { "metadata.name": LABEL },
  "core/v1:PersistentVolumeClaim": {
    "spec.accessModes[]": {
      enum: ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"],
    },
    "spec.resources.requests{}": QUANTITY,
  },
  "core/v1:Pod": below("spec.", POD_SPEC),
  "core/v1:ResourceQuota": { "spec.hard{}": QUANTITY },
  "core/v1:Service": {
    "metadata.name": { pattern: "^[a-z]([-a-z0-9]*[a-z0-9])?$", maxLength: 63 },
    "spec.type": { enum: ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"] },
    "spec.sessionAffinity": { enum: ["None", "ClientIP"] },
    "spec.externalTrafficPolicy": { enum: ["Cluster", "Local"] },
    "spec.ports[].name": LABEL,
    "spec.ports[].port": PORT,
    "spec.ports[].protocol": PROTOCOL,
    ...labels("spec.selector"),
  },
  "networking.k8s.io/v1:Ingress": {
    "spec.rules[].host": HOST,
    "spec.rules[].http.paths[].pathType": { enum: ["Exact", "ImplementationSpecific", "Prefix"] },
    "spec.tls[].hosts[]": HOST,
  },
  "networking.k8s.io/v1:NetworkPolicy": { "spec.policyTypes[]": { enum: ["Ingress", "Egress"] } },
  "policy/v1:PodDisruptionBudget": {
    "spec.unhealthyPodEvictionPolicy": { enum: ["IfHealthyBudget", "AlwaysAllow"] },
  },
  "rbac.authorization.k8s.io/v1:ClusterRole": { "metadata.name": ROLE_NAME },
  "rbac.authorization.k8s.io/v1:ClusterRoleBinding": { "metadata.name": ROLE_NAME },
  "rbac.authorization.k8s.io/v1:Role": { "metadata.name": ROLE_NAME },
  "rbac.authorization.k8s.io/v1:RoleBinding": { "metadata.name": ROLE_NAME },
};

const ANY_KIND = metadata(SUBDOMAIN);
const rules = new Map<string, TypeRules>();

/** What the Kubernetes API refuses of a kind, by its type token. */
export function kubernetesRules(type: string): TypeRules {
  const kind = type.slice("kubernetes:".length);
  const known = rules.get(kind) ?? { props: { ...ANY_KIND, ...KINDS[kind] } };
  rules.set(kind, known);
  return known;
}

function below(prefix: string, props: Rules): Rules {
  return Object.fromEntries(Object.entries(props).map(([path, rule]) => [`${prefix}${path}`, rule]));
}
