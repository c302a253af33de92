import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider.js";
import { DatabaseDump } from "#components/backup/database-dump";
import { workloadPrincipal } from "#components/core/google/workload-identity";
import { ExternalEndpoint } from "#components/network/external-endpoint";
import { AlertRules } from "#components/observability/alert-rules";
import { backupAlerts } from "#components/observability/alerts/backup";
import { Bucket } from "#components/storage/bucket";

/** Hourly dumps into a bucket that the job can add to and not delete from, and the alert that watches them. */
export function program() {
  const google = new GcpProvider("gcp", { project: "shop-prod", region: "us-central1" });
  const kubernetes = new KubernetesProvider("cluster", { kubeconfig: "~/.kube/config" });
  const project = { id: "shop-prod", number: "123456789012" };
  const system = { namespace: "shop", partOf: "shop" };
  const backups = new Bucket(
    "backups",
    {
      location: "us-east1",
      storageClass: "NEARLINE",
      creators: { dump: workloadPrincipal(project, "shop", "dump") },
      lifecycle: { week: { action: "delete", afterDays: 7 } },
    },
    { provider: google },
  );
  // A LibsqlDatabase gives it: database.endpoint.
  const database = new ExternalEndpoint("database", {
    hosts: ["shop-prod-acme.turso.io"],
    port: 443,
    protocol: "libsql",
    credential: { files: { token: "shop-prod-database-token" } },
  });
  const dump = new DatabaseDump(
    "dump",
    {
      ...system,
      image: `docker.io/google/cloud-sdk@sha256:${"0".repeat(64)}`,
      source: database.endpoint,
      bucket: { name: backups.bucketName, endpoint: backups.endpoint },
      secretStore: { name: "secret-manager" },
    },
    { provider: kubernetes },
  );
  new AlertRules(
    "alerts",
    {
      namespace: "monitoring",
      partOf: "shop",
      runbooks: "https://github.com/example/shop/blob/main/docs/runbooks",
      groups: { backup: backupAlerts({ namespace: "shop", cronJob: dump.cronJob }) },
    },
    { provider: kubernetes },
  );
  return { bucket: backups.bucketName };
}
