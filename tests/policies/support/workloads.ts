import type { Node, Value, Values } from "#graph/model";
import { changedAll, resource } from "./nodes.ts";

const LABELS = { app: "api" };

/** A Deployment that meets every rule, with some of its inputs changed. */
export function deployment(changes: Readonly<Record<string, Value | undefined>> = {}): Node {
  return changedAll(resource("kubernetes:apps/v1:Deployment", DEPLOYMENT, { name: "api" }), changes);
}

/** The same with changes to its one container. */
export function container(changes: Readonly<Record<string, Value | undefined>>): Node {
  return deployment(prefixed("spec.template.spec.containers.0.", changes));
}

/** The same with changes to its pod's spec. */
export function pod(changes: Readonly<Record<string, Value | undefined>>): Node {
  return deployment(prefixed("spec.template.spec.", changes));
}

/** A namespaced object called "api" in the namespace of {@link deployment}. */
export function object(type: string, inputs: Values, namespace: Value = "shop"): Node {
  return resource(`kubernetes:${type}`, { ...inputs, metadata: { name: "api", namespace } }, { name: "api" });
}

/** The path of a property of the one container, as findings name it. */
export function inContainer(path: string): string {
  return `spec.template.spec.containers[0].${path}`;
}

function prefixed(prefix: string, changes: Readonly<Record<string, Value | undefined>>) {
  return Object.fromEntries(Object.entries(changes).map(([path, value]) => [prefix + path, value]));
}

const DEPLOYMENT: Values = {
  metadata: { name: "api", namespace: "shop" },
  spec: {
    replicas: 2,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        automountServiceAccountToken: false,
        serviceAccountName: "api",
        securityContext: { runAsNonRoot: true, runAsUser: 1001, seccompProfile: { type: "RuntimeDefault" } },
        topologySpreadConstraints: [
          { topologyKey: "topology.kubernetes.io/zone", labelSelector: { matchLabels: LABELS }, maxSkew: 1 },
        ],
        containers: [
          {
            name: "api",
            image: "example.com/api:1.2.3@sha256:0123456789abcdef",
            ports: [{ containerPort: 8500 }],
            env: [{ name: "LOG_LEVEL", value: "info" }],
            resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
            livenessProbe: { httpGet: { path: "/health", port: 8500 }, periodSeconds: 10 },
            readinessProbe: { httpGet: { path: "/ready", port: 8500 }, periodSeconds: 5 },
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ["ALL"] },
            },
          },
        ],
      },
    },
  },
};
