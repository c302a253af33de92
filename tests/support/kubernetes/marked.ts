import { SECRET, UNKNOWN, type Values } from "#graph/model";

const metadata = { name: "it", namespace: "default" };

/** Objects with values that are secret or not known yet, in places of every shape. */
export const marked: Readonly<Record<string, Values>> = {
  "a Deployment": {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { ...metadata, labels: { zone: UNKNOWN }, annotations: { address: UNKNOWN } },
    spec: {
      replicas: UNKNOWN,
      paused: UNKNOWN,
      selector: { matchLabels: { app: "it" } },
      template: {
        metadata: { labels: { app: "it", revision: UNKNOWN }, annotations: UNKNOWN },
        spec: {
          nodeSelector: UNKNOWN,
          tolerations: UNKNOWN,
          imagePullSecrets: [{ name: SECRET }],
          hostAliases: [{ ip: UNKNOWN, hostnames: UNKNOWN }],
          securityContext: UNKNOWN,
          terminationGracePeriodSeconds: UNKNOWN,
          containers: [
            {
              name: "it",
              image: UNKNOWN,
              args: SECRET,
              command: ["run", SECRET],
              env: [{ name: "TOKEN", value: SECRET }],
              ports: [{ containerPort: UNKNOWN }],
              readinessProbe: { httpGet: { port: UNKNOWN, path: UNKNOWN } },
              resources: { limits: { memory: UNKNOWN }, requests: UNKNOWN },
              securityContext: { runAsUser: UNKNOWN, readOnlyRootFilesystem: UNKNOWN },
            },
          ],
          volumes: [{ name: "scratch", emptyDir: { sizeLimit: UNKNOWN } }],
        },
      },
    },
  },
  "a Service": {
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: {
      type: "LoadBalancer",
      selector: UNKNOWN,
      loadBalancerIP: UNKNOWN,
      loadBalancerSourceRanges: [UNKNOWN],
      publishNotReadyAddresses: UNKNOWN,
      ports: [{ name: "http", port: UNKNOWN, targetPort: UNKNOWN, nodePort: UNKNOWN }],
    },
  },
  "a Secret": {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { ...metadata, namespace: "default" },
    data: { password: SECRET },
    stringData: SECRET,
    immutable: UNKNOWN,
  },
  "a Secret of bytes": { apiVersion: "v1", kind: "Secret", metadata, data: SECRET },
  "a ConfigMap": {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata,
    data: UNKNOWN,
    binaryData: { key: UNKNOWN },
  },
  "a NetworkPolicy": {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata,
    spec: {
      podSelector: { matchLabels: UNKNOWN },
      policyTypes: ["Egress"],
      egress: [{ to: [{ ipBlock: { cidr: UNKNOWN } }], ports: [{ port: UNKNOWN, protocol: "TCP" }] }],
    },
  },
  "an autoscaler": {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: UNKNOWN },
      minReplicas: UNKNOWN,
      maxReplicas: UNKNOWN,
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "AverageValue", averageValue: UNKNOWN } },
        },
      ],
    },
  },
  "a CronJob": {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata,
    spec: {
      schedule: UNKNOWN,
      timeZone: UNKNOWN,
      suspend: UNKNOWN,
      jobTemplate: {
        spec: {
          template: { spec: { restartPolicy: "Never", containers: [{ name: "it", image: UNKNOWN }] } },
        },
      },
    },
  },
  "a ResourceQuota": {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata,
    spec: { hard: { "requests.cpu": UNKNOWN } },
  },
  "a Role": {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata,
    rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"], resourceNames: UNKNOWN }],
  },
};
