import type * as inputs from "@pulumi/kubernetes/types/input.js";

type Plain<Kind extends keyof Kinds> = Omit<Kinds[Kind], "kind"> & { readonly kind: Kind };

interface Kinds {
  readonly Deployment: inputs.apps.v1.Deployment;
  readonly Service: inputs.core.v1.Service;
  readonly NetworkPolicy: inputs.networking.v1.NetworkPolicy;
  readonly ConfigMap: inputs.core.v1.ConfigMap;
  readonly ServiceAccount: inputs.core.v1.ServiceAccount;
  readonly HorizontalPodAutoscaler: inputs.autoscaling.v2.HorizontalPodAutoscaler;
  readonly PodDisruptionBudget: inputs.policy.v1.PodDisruptionBudget;
}

/** A Kubernetes object as both tools take it. */
export type Manifest = { [Kind in keyof Kinds]: Plain<Kind> }[keyof Kinds];

/**
 * A realistic mix: one service after the other, each with all that belongs to it. The objects are made one by
 * one, so that no tool holds them all before it starts.
 *
 * @param count how many objects in all; the last service may lack some
 */
export function* manifests(count: number): Generator<{ readonly name: string; readonly manifest: Manifest }> {
  for (let made = 0, service = 0; made < count; service++) {
    const name = `service-${service}`;
    for (const manifest of objectsOf(name).slice(0, count - made)) {
      yield { name: `${name}-${manifest.kind.toLowerCase()}`, manifest };
      made += 1;
    }
  }
}

function objectsOf(name: string): Manifest[] {
  const labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "bench" };
  const metadata = { name, namespace: "bench", labels };
  const selector = { matchLabels: { "app.kubernetes.io/name": name } };
  return [
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata,
      spec: {
        selector,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: { metadata: { labels }, spec: podOf(name, selector) },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: { selector: selector.matchLabels, ports: [{ name: "http", port: 80, targetPort: 8080 }] },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata,
      spec: {
        podSelector: selector,
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          {
            from: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "ingress" } } }],
            ports: [{ port: 8080 }],
          },
        ],
        egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: "UDP" }] }],
      },
    },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata,
      data: { "settings.yaml": `name: ${name}\nport: 8080\nlog: info\n`, region: "us-central1" },
    },
    { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken: false },
    {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          {
            type: "Resource",
            resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
          },
        ],
      },
    },
    { apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata, spec: { maxUnavailable: 1, selector } },
  ];
}

function podOf(
  name: string,
  labelSelector: { readonly matchLabels: Readonly<Record<string, string>> },
): inputs.core.v1.PodSpec {
  return {
    serviceAccountName: name,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { ...labelSelector.matchLabels } },
      },
    ],
    containers: [
      {
        name: "app",
        image: `registry.example/${name}:1.0.0`,
        ports: [{ name: "http", containerPort: 8080 }],
        env: [
          { name: "REGION", valueFrom: { configMapKeyRef: { name, key: "region" } } },
          { name: "PORT", value: "8080" },
        ],
        resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
        readinessProbe: { httpGet: { path: "/ready", port: 8080 }, periodSeconds: 5 },
        livenessProbe: { httpGet: { path: "/live", port: 8080 }, periodSeconds: 10 },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [{ name: "settings", mountPath: "/etc/app", readOnly: true }],
      },
    ],
    volumes: [{ name: "settings", configMap: { name } }],
  };
}
