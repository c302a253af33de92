import type { ChartRecord } from "../record.ts";
import { serverAnd } from "./kinds.ts";

const READ = ["get", "list", "watch"];
const IMAGE = {
  at: "controller.image",
  registry: "docker.io",
  repository: "nginx/nginx-ingress",
  tag: "5.6.0",
} as const;

/** The release before the one that is used; its successor has no tag in the repository that was read. */
export const NGINX_INGRESS_RECORD: ChartRecord = {
  chart: "nginx-ingress",
  version: "2.7.0",
  source: {
    repository: "nginx/kubernetes-ingress",
    ref: "0eb3072d14f04931824bb74c99a6566d8c108f3c",
    folder: "charts/nginx-ingress",
    checksum: "738127565a8f7e34fe52f3c0f9348a35cdeed0c1",
    read: "2026-11-28",
  },
  workloads: [
    {
      kind: "Deployment",
      name: "nginx-ingress-controller",
      replicas: { at: "controller.replicaCount", default: 1, autoscaling: "controller.autoscaling" },
      strategy: "controller.strategy",
      containers: [
        { name: "nginx-ingress", image: IMAGE, resources: "controller.resources" },
        {
          name: "init-nginx-ingress",
          init: true,
          image: IMAGE,
          resources: "controller.initContainerResources",
        },
      ],
    },
  ],
  secretAccess: [
    { role: "nginx-ingress", scope: "cluster", verbs: READ },
    { role: "nginx-ingress", scope: "namespace", verbs: READ },
  ],
  creates: serverAnd({
    apps: ["DaemonSet", "StatefulSet"],
    autoscaling: ["HorizontalPodAutoscaler"],
    "networking.k8s.io": ["IngressClass"],
    "coordination.k8s.io": ["Lease"],
  }),
  definitions: {
    "appprotect.f5.com": ["APLogConf", "APPolicy", "APUserSig"],
    "appprotectdos.f5.com": ["APDosLogConf", "APDosPolicy", "DosProtectedResource"],
    "externaldns.nginx.org": ["DNSEndpoint"],
    "k8s.nginx.org": [
      "GlobalConfiguration",
      "Policy",
      "TransportServer",
      "VirtualServer",
      "VirtualServerRoute",
    ],
  },
};
