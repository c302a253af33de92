import { UNKNOWN, type Value } from "#graph/model";
import { namespaceQuota } from "#policies/capacity/namespace-quota";
import { clusterOf, inShop, quota, release, sized } from "../support/capacity.ts";
import { describeRule } from "../support/rules.ts";

const HALF = { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "2Gi" } };
const ROLLING = { strategy: { rollingUpdate: { maxSurge: 1 } } };

const autoscaler = (name: string, maxReplicas: Value) =>
  inShop("autoscaling/v2:HorizontalPodAutoscaler", name, {
    scaleTargetRef: { kind: "Deployment", name },
    maxReplicas,
  });
const limits = inShop("core/v1:LimitRange", "limits", {
  limits: [
    { type: "Container", default: { memory: "256Mi" }, defaultRequest: { cpu: "50m", memory: "64Mi" } },
  ],
});

describe("D3 the quota of a namespace", () => {
  describeRule(namespaceQuota, {
    passes: {
      "room for all pods and the one that a rollout adds": [
        sized("api", HALF, { replicas: 15, ...ROLLING }),
        quota({ "requests.cpu": "8", "requests.memory": "16Gi", "limits.memory": "32Gi", pods: "16" }),
      ],
      "pods of another namespace": [
        sized("api", HALF, { replicas: 20 }),
        quota({ "requests.cpu": "1" }, "blog"),
      ],
      "pods that are replaced rather than added": [
        sized("api", HALF, { replicas: 2, strategy: { type: "Recreate" } }),
        quota({ "requests.cpu": "1" }),
      ],
      "a quota of some pods only": [
        sized("api", HALF),
        inShop("core/v1:ResourceQuota", "quota", { scopes: ["BestEffort"], hard: { pods: "0" } }),
      ],
      "a quota of something else": [sized("api", HALF), quota({ "services.loadbalancers": "0" })],
    },
    fails: {
      "sixteen halves of eight cores, and a rollout": {
        stack: [sized("api", HALF, { replicas: 16, ...ROLLING }), quota({ "requests.cpu": "8" })],
        findings: [
          'the pods of namespace "shop" request up to 8.5 cores, api alone 8.5 cores, and the quota is 8 cores [spec.hard["requests.cpu"]]',
        ],
      },
      "an autoscaler's maximum, with a quarter more by default": {
        stack: [
          sized("api", HALF),
          sized("web", { requests: { memory: "128Mi" } }),
          autoscaler("api", 8),
          quota({ "requests.memory": "10Gi", "limits.memory": "20Gi" }),
        ],
        findings: [
          'the pods of namespace "shop" request up to 10.25 GiB, api alone 10 GiB, and the quota is 10 GiB [spec.hard["requests.memory"]]',
        ],
      },
      pods: {
        stack: [sized("api", HALF, { replicas: 3 }), quota({ pods: "3" })],
        findings: [
          'the pods of namespace "shop" may run 4 pods, api alone 4 pods, and the quota is 3 pods [spec.hard.pods]',
        ],
      },
      "defaults of the namespace, sidecars, and what starts": {
        stack: [
          limits,
          inShop("batch/v1:Job", "load", {
            parallelism: 2,
            template: {
              spec: {
                initContainers: [
                  { name: "proxy", restartPolicy: "Always" },
                  { name: "fetch", resources: { requests: { cpu: "10m" } } },
                ],
                containers: [{ name: "load" }],
              },
            },
          }),
          quota({ cpu: "150m" }),
        ],
        findings: [
          'the pods of namespace "shop" request up to 0.2 cores, load alone 0.2 cores, and the quota is 0.15 cores [spec.hard.cpu]',
        ],
      },
      "pods on every node": {
        stack: clusterOf([
          inShop("apps/v1:DaemonSet", "agent", { template: { spec: { containers: [{ resources: HALF }] } } }),
          quota({ "requests.cpu": "1" }),
        ]),
        findings: [
          'the pods of namespace "shop" request up to 1.5 cores, agent alone 1.5 cores, and the quota is 1 core [spec.hard["requests.cpu"]]',
        ],
      },
      "pods of a chart that scales, and those that its rollout adds": {
        stack: [
          release("nginx-ingress", {
            controller: {
              autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 10 },
              resources: HALF,
            },
          }),
          quota({ "requests.cpu": "6" }),
        ],
        findings: [
          'the pods of namespace "shop" request up to 6.5 cores, metrics/nginx-ingress-controller alone 6.5 cores, and the quota is 6 cores [spec.hard["requests.cpu"]]',
        ],
      },
      "pods of a chart": {
        stack: [
          limits,
          release("oci://quay.io/jetstack/charts/cert-manager", { replicaCount: 3, resources: HALF }),
          quota({ "requests.cpu": "1500m" }),
        ],
        findings: [
          'the pods of namespace "shop" request up to 2.25 cores, metrics/cert-manager alone 2 cores, and the quota is 1.5 cores [spec.hard["requests.cpu"]]',
        ],
      },
    },
    unknown: {
      "a chart that is not known": { stack: [release("redis"), quota({ pods: "9" })], at: ["chart"] },
      "an autoscaler's maximum": {
        stack: [sized("api", HALF), autoscaler("api", UNKNOWN), quota({ pods: "9" })],
        at: ["spec.maxReplicas"],
      },
    },
  });
});
