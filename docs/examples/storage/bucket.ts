import { Provider } from "@pulumi/gcp/provider.js";
import { workloadPrincipal } from "#components/core/google/workload-identity";
import { Bucket } from "#components/storage/bucket";

/** Uploads that one service writes and another one serves; neither has a key. */
export function program() {
  const provider = new Provider("gcp", { project: "shop-prod", region: "us-central1" });
  const project = { id: "shop-prod", number: "123456789012" };
  const uploads = new Bucket(
    "uploads",
    {
      location: "us-central1",
      readers: { files: workloadPrincipal(project, "shop", "files") },
      writers: { api: workloadPrincipal(project, "shop", "api") },
      lifecycle: {
        "old-versions": { action: "delete", noncurrentDays: 30 },
        "temporary-files": { action: "delete", afterDays: 1, prefixes: ["tmp/"] },
      },
    },
    { provider },
  );
  return { bucket: uploads.bucketName };
}
