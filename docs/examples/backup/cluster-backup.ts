import { Provider } from "@pulumi/gcp/provider.js";
import { ClusterBackup } from "#components/backup/cluster-backup";

/** Hourly backups of one namespace with its volumes, kept in another region. */
export function program() {
  const provider = new Provider("gcp", { project: "shop-prod", region: "us-central1" });
  const backup = new ClusterBackup(
    "backup",
    {
      prefix: "shop-prod",
      cluster: "projects/shop-prod/locations/us-central1/clusters/shop-prod",
      location: "us-east1",
      namespaces: ["shop"],
    },
    { provider },
  );
  return { plan: backup.resources.backup.id };
}
