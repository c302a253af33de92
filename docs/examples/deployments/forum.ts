import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { Namespace } from "#components/cluster/namespace";
import { ExternalEndpoint } from "#components/network/external-endpoint";
import { Job } from "#components/workload/job";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import { WebService } from "#components/workload/web-service";

/**
 * A forum in Ruby on Rails whose uploads are on a disk, so that it has one pod and is down for a moment while it is
 * replaced. Columns that the previous release still reads are removed after the rollout, by a second migration.
 */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  const namespace = new Namespace("forum", { partOf: "forum", protect: false }, { provider });
  const isolation = new NamespaceIsolation(
    "forum-isolation",
    { namespace: "forum", partOf: "forum" },
    { provider, dependsOn: namespace },
  );

  const postgres = new ExternalEndpoint("postgres", {
    host: "10.42.0.3",
    ranges: ["10.42.0.0/28"],
    port: 5432,
    protocol: "postgres",
    credential: { files: { password: "forum-postgres-password" } },
  });
  const mail = new ExternalEndpoint("mail", {
    hosts: ["smtp.example.net"],
    port: 587,
    protocol: "tcp",
    credential: { files: { password: "forum-mail-password" } },
  });
  // The operator writes it from the secret store, in the form that the kubelet reads.
  const registry = new CustomResource(
    "registry",
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name: "registry", namespace: "forum" },
      spec: {
        secretStoreRef: { kind: "ClusterSecretStore", name: "secret-manager" },
        target: {
          name: "registry",
          creationPolicy: "Orphan",
          template: { type: "kubernetes.io/dockerconfigjson" },
        },
        data: [{ secretKey: ".dockerconfigjson", remoteRef: { key: "forum-registry" } }],
      },
    },
    { provider, dependsOn: namespace },
  );

  const because = "its configuration is read from the environment";
  const rails = {
    namespace: "forum",
    partOf: "forum",
    image: `registry.example.com/forum@sha256:${"5".repeat(64)}`,
    imagePullSecrets: ["registry"],
    links: [postgres.endpoint, mail.endpoint],
    secretStore: { name: "secret-manager" },
    secretEnvironment: {
      DB_PASSWORD: { credential: "postgres", file: "password", because },
      SMTP_PASSWORD: { credential: "mail", file: "password", because },
    },
    writablePaths: ["/tmp", "/srv/forum/tmp"],
    resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "2Gi" } },
  };

  const expand = new Job(
    "migrate",
    { ...rails, args: ["rake", "db:migrate"] },
    { provider, dependsOn: [namespace, isolation, registry] },
  );
  const web = new WebService(
    "web",
    {
      ...rails,
      args: ["unicorn"],
      port: 3000,
      probes: { path: "/srv/status" },
      scaling: { replicas: 1 },
      volumes: { uploads: { path: "/srv/forum/uploads", sizeGiB: 50 } },
      annotations: { "example.com/backup-volumes": "uploads" },
    },
    { provider, dependsOn: [namespace, isolation, registry, expand] },
  );
  new Job(
    "post-migrate",
    { ...rails, args: ["rake", "db:post_migrate"] },
    { provider, dependsOn: [namespace, isolation, registry, web] },
  );
}
