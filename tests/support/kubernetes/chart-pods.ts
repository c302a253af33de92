/** Pods that a chart, or an operator that it installs, makes of the stacks' values. */
export interface ChartPod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Ports that its containers declare. */
  readonly ports: readonly number[];
}

function pod(namespace: string, name: string, instance: string, ...ports: number[]): ChartPod {
  const labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": instance };
  return { namespace, labels, ports };
}

/** cert-manager v1.21.2, rendered by Helm (tests/engine/charts renders it again). */
export const CERT_MANAGER: Readonly<Record<string, ChartPod>> = {
  "cert-manager": pod("cert-manager", "cert-manager", "cert-manager", 9402, 9403),
  "cert-manager-cainjector": pod("cert-manager", "cainjector", "cert-manager", 9402),
  "cert-manager-startupapicheck": pod("cert-manager", "startupapicheck", "cert-manager"),
  "cert-manager-webhook": pod("cert-manager", "webhook", "cert-manager", 6080, 9402, 10250),
};

/** external-secrets 2.9.0, rendered by Helm on 2026-11-21 from its repository. */
const EXTERNAL_SECRETS: Readonly<Record<string, ChartPod>> = {
  "external-secrets": pod("external-secrets", "external-secrets", "external-secrets", 8080),
  "external-secrets-cert-controller": pod(
    "external-secrets",
    "external-secrets-cert-controller",
    "external-secrets",
    8080,
    8081,
  ),
  "external-secrets-webhook": pod(
    "external-secrets",
    "external-secrets-webhook",
    "external-secrets",
    8080,
    8081,
    10250,
  ),
};

/** nginx-ingress 2.7.0, rendered by Helm on 2026-11-21 from its repository. */
const NGINX: Readonly<Record<string, ChartPod>> = {
  "nginx-nginx-ingress-controller": pod("nginx-ingress", "nginx-ingress", "nginx", 80, 443, 8081, 9113),
};

/**
 * kube-prometheus-stack 88.5.3, rendered by Helm on 2026-11-21 from its repository. The node exporter is left
 * out: it runs in the network of its node, where policies see the node. Prometheus and Alertmanager are made by
 * the operator. Source: prometheus-operator v0.93.0, pkg/prometheus/server and pkg/alertmanager.
 */
const MONITORING: Readonly<Record<string, ChartPod>> = {
  "metrics-grafana": pod("monitoring", "grafana", "metrics", 3000, 6060, 9094),
  "metrics-kube-state-metrics": pod("monitoring", "kube-state-metrics", "metrics", 8080, 8081),
  "metrics-operator": pod("monitoring", "kube-prometheus-stack-prometheus-operator", "metrics", 8080),
  "prometheus-metrics": pod("monitoring", "prometheus", "metrics", 9090, 8080),
  "alertmanager-metrics": pod("monitoring", "alertmanager", "metrics", 9093, 9094, 8080),
};

/** Pods of GKE's own that policies name. Source: GKE documentation, and the manifests of the add-ons. */
const SYSTEM: Readonly<Record<string, ChartPod>> = Object.fromEntries(
  ["kube-dns", "node-local-dns", "konnectivity-agent"].map((app) => [
    app,
    { namespace: "kube-system", labels: { "k8s-app": app }, ports: [53] },
  ]),
);

/** All pods of a stack's cluster that the stack's program does not make itself, by name. */
export const CHART_PODS: Readonly<Record<string, ChartPod>> = {
  ...CERT_MANAGER,
  ...EXTERNAL_SECRETS,
  ...NGINX,
  ...MONITORING,
  ...SYSTEM,
};
