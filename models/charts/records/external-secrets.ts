import type { ChartRecord, RecordedWorkload } from "../record.ts";
import { DEFINITIONS, serverAnd, VALIDATES } from "./kinds.ts";

const READ = ["get", "list", "watch"];

export const EXTERNAL_SECRETS_RECORD: ChartRecord = {
  chart: "external-secrets",
  version: "2.9.0",
  source: {
    repository: "external-secrets/external-secrets",
    ref: "helm-chart-2.9.0",
    folder: "deploy/charts/external-secrets",
    checksum: "785d09dc91f2aa0d1bfa267930ec1f244097142e",
    read: "2026-11-28",
  },
  workloads: [
    part("external-secrets", "external-secrets", ""),
    { ...part("external-secrets-webhook", "webhook", "webhook."), enabled: created("webhook") },
    {
      ...part("external-secrets-cert-controller", "cert-controller", "certController."),
      enabled: created("certController"),
    },
  ],
  secretAccess: [
    {
      role: "external-secrets-controller",
      scope: "cluster",
      verbs: [...READ, "create", "update", "delete", "patch"],
      narrowedBy: "scopedNamespace with scopedRBAC, which also ends cluster-wide stores",
    },
    { role: "external-secrets-cert-controller", scope: "cluster", verbs: READ },
  ],
  creates: serverAnd(DEFINITIONS, VALIDATES),
  definitions: {
    "external-secrets.io": [
      "ClusterExternalSecret",
      "ClusterPushSecret",
      "ClusterSecretStore",
      "ExternalSecret",
      "PushSecret",
      "SecretStore",
    ],
    "generators.external-secrets.io": [
      "ACRAccessToken",
      "BeyondtrustWorkloadCredentialsDynamicSecret",
      "CloudsmithAccessToken",
      "ClusterGenerator",
      "ECRAuthorizationToken",
      "Fake",
      "GCRAccessToken",
      "GeneratorState",
      "GithubAccessToken",
      "GitlabDeployToken",
      "Grafana",
      "MFA",
      "Password",
      "QuayAccessToken",
      "SSHKey",
      "STSSessionToken",
      "UUID",
      "VaultDynamicSecret",
      "Webhook",
    ],
  },
};

function created(component: string) {
  return { at: `${component}.create`, default: true };
}

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
          registry: "ghcr.io",
          repository: "external-secrets/external-secrets",
          tag: "v2.9.0",
        },
        resources: `${prefix}resources`,
      },
    ],
  };
}
