import { isRecord, UNKNOWN, type Value, type Values } from "#graph/model";

/** A version of an API that is read as the one that the rules are written for. */
interface Version {
  /** Type token of the version that the rules read. */
  readonly as: string;
  /** Turns the inputs into those of that version. Default: they are the same, as far as rules read them. */
  readonly adapt?: (inputs: Values) => Values;
}

/**
 * The type that rules read an object of this type as; undefined if it is the type itself, or one that no rule knows.
 * Pulumi's provider sends such an object in the version that the program names, and the cluster keeps it as the same
 * object. Sources: Kubernetes API reference v1.36 and its deprecated API migration guide; the types of
 * `@pulumi/kubernetes` 4.34.
 */
export function readAs(type: string): Version | undefined {
  return VERSIONS.get(type);
}

const SAME: Readonly<Record<string, readonly string[]>> = {
  "apps/v1:Deployment": ["apps/v1beta1", "apps/v1beta2", "extensions/v1beta1"],
  "apps/v1:StatefulSet": ["apps/v1beta1", "apps/v1beta2"],
  "apps/v1:DaemonSet": ["apps/v1beta2", "extensions/v1beta1"],
  "apps/v1:ReplicaSet": ["apps/v1beta2", "extensions/v1beta1"],
  "batch/v1:CronJob": ["batch/v1beta1", "batch/v2alpha1"],
  // Version 1 has a target for the CPU in place of metrics.
  "autoscaling/v2:HorizontalPodAutoscaler": ["autoscaling/v1", "autoscaling/v2beta2"],
  "networking.k8s.io/v1:NetworkPolicy": ["extensions/v1beta1"],
  "networking.k8s.io/v1:IngressClass": ["networking.k8s.io/v1beta1"],
  "policy/v1:PodDisruptionBudget": ["policy/v1beta1"],
  "rbac.authorization.k8s.io/v1:Role": RBAC(),
  "rbac.authorization.k8s.io/v1:ClusterRole": RBAC(),
  "rbac.authorization.k8s.io/v1:RoleBinding": RBAC(),
  "rbac.authorization.k8s.io/v1:ClusterRoleBinding": RBAC(),
  "scheduling.k8s.io/v1:PriorityClass": ["scheduling.k8s.io/v1alpha1", "scheduling.k8s.io/v1beta1"],
  "storage.k8s.io/v1:StorageClass": ["storage.k8s.io/v1beta1"],
  "apiregistration.k8s.io/v1:APIService": ["apiregistration.k8s.io/v1beta1"],
  "external-secrets.io/v1:ExternalSecret": ["external-secrets.io/v1beta1"],
  "external-secrets.io/v1:SecretStore": ["external-secrets.io/v1beta1"],
  "external-secrets.io/v1:ClusterSecretStore": ["external-secrets.io/v1beta1"],
  "gateway.networking.k8s.io/v1:HTTPRoute": ["gateway.networking.k8s.io/v1beta1"],
  "autoscaling.k8s.io/v1:VerticalPodAutoscaler": ["autoscaling.k8s.io/v1beta2"],
};

const VERSIONS: ReadonlyMap<string, Version> = new Map<string, Version>([
  ...Object.entries(SAME).flatMap(([as, others]) => {
    const kind = as.slice(as.indexOf(":"));
    return others.map((version) => [`kubernetes:${version}${kind}`, { as: `kubernetes:${as}` }] as const);
  }),
  ...["extensions/v1beta1", "networking.k8s.io/v1beta1"].map(
    (version) =>
      [
        `kubernetes:${version}:Ingress`,
        { as: "kubernetes:networking.k8s.io/v1:Ingress", adapt: currentIngress },
      ] as const,
  ),
  [
    "kubernetes:autoscaling/v2beta1:HorizontalPodAutoscaler",
    { as: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", adapt: currentAutoscaler },
  ],
]);

function RBAC(): readonly string[] {
  return ["rbac.authorization.k8s.io/v1alpha1", "rbac.authorization.k8s.io/v1beta1"];
}

/** Backends were `serviceName` and `servicePort`. */
function currentIngress(inputs: Values): Values {
  return within(inputs, "spec", (spec) => ({
    ...spec,
    ...("backend" in spec ? { defaultBackend: currentBackend(spec["backend"] ?? null) } : {}),
    ...("rules" in spec ? { rules: eachOf(spec["rules"] ?? null, currentRule) } : {}),
  }));
}

function currentRule(rule: Values): Values {
  return within(rule, "http", (http) => ({
    ...http,
    paths: eachOf(http["paths"] ?? null, (path) => ({
      ...path,
      backend: currentBackend(path["backend"] ?? null),
    })),
  }));
}

function currentBackend(backend: Value): Value {
  if (!isRecord(backend) || !("serviceName" in backend)) {
    return backend;
  }
  const { serviceName = null, servicePort: port = null, ...others } = backend;
  const key = typeof port === "string" ? "name" : "number";
  const service = { name: serviceName, port: isRecord(port) || port === null ? port : { [key]: port } };
  return { ...others, service };
}

/** Metrics had other members: which one a rule would read is not known. */
function currentAutoscaler(inputs: Values): Values {
  return within(inputs, "spec", (spec) => ("metrics" in spec ? { ...spec, metrics: UNKNOWN } : spec));
}

function within(values: Values, key: string, change: (member: Values) => Values): Values {
  const member = values[key];
  return isRecord(member) ? { ...values, [key]: change(member) } : values;
}

function eachOf(list: Value, change: (item: Values) => Values): Value {
  return Array.isArray(list) ? list.map((item: Value) => (isRecord(item) ? change(item) : item)) : list;
}
