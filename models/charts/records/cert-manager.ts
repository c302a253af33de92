import type { ChartRecord, RecordedWorkload } from "../record.ts";
import { ADMITS, DEFINITIONS, HOOKS, serverAnd } from "./kinds.ts";

const READ = ["get", "list", "watch"];
const WRITE = [...READ, "create", "update", "delete"];

/** Source: the chart rendered with the stacks' values; its project puts the version in place of `v0.0.0`. */
export const CERT_MANAGER_RECORD: ChartRecord = {
  chart: "cert-manager",
  version: "v1.21.2",
  source: {
    repository: "cert-manager/cert-manager",
    ref: "v1.21.2",
    folder: "deploy/charts/cert-manager",
    checksum: "h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=",
    read: "2026-11-28",
  },
  workloads: [
    part("cert-manager", "cert-manager-controller", ""),
    part("cert-manager-webhook", "cert-manager-webhook", "webhook."),
    part("cert-manager-cainjector", "cert-manager-cainjector", "cainjector."),
    {
      ...part("cert-manager-startupapicheck", "cert-manager-startupapicheck", "startupapicheck."),
      kind: "Job",
      enabled: { at: "startupapicheck.enabled", default: true },
      replicas: { at: "startupapicheck.replicaCount", default: 1 },
    },
  ],
  secretAccess: [
    { role: "cert-manager-cainjector", scope: "cluster", verbs: READ },
    { role: "cert-manager-controller-issuers", scope: "cluster", verbs: WRITE },
    { role: "cert-manager-controller-clusterissuers", scope: "cluster", verbs: WRITE },
    { role: "cert-manager-controller-certificates", scope: "cluster", verbs: [...WRITE, "patch"] },
    { role: "cert-manager-controller-orders", scope: "cluster", verbs: READ },
    { role: "cert-manager-controller-challenges", scope: "cluster", verbs: READ },
    {
      role: "cert-manager-webhook:dynamic-serving",
      scope: "namespace",
      verbs: [...READ, "update"],
      names: ["cert-manager-webhook-ca"],
    },
  ],
  creates: serverAnd(DEFINITIONS, HOOKS, ADMITS),
  definitions: {
    "acme.cert-manager.io": ["Challenge", "Order"],
    "cert-manager.io": ["Certificate", "CertificateRequest", "ClusterIssuer", "Issuer"],
  },
};

function part(name: string, container: string, prefix: string): RecordedWorkload {
  return {
    kind: "Deployment",
    name,
    replicas: { at: `${prefix}replicaCount`, default: 1 },
    strategy: `${prefix}strategy`,
    containers: [
      {
        name: container,
        image: {
          at: `${prefix}image`,
          registry: "quay.io",
          repository: `jetstack/${container}`,
          tag: "v1.21.2",
        },
        resources: `${prefix}resources`,
      },
    ],
  };
}
