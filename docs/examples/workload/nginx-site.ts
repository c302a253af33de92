import { Provider } from "@pulumi/kubernetes/provider.js";
import { nginxSite } from "#components/workload/nginx/site";
import { WebService } from "#components/workload/web-service";

/** A single-page application: hashed assets for a year, images for a month, documents never stored. */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  new WebService(
    "frontend",
    {
      namespace: "shop",
      partOf: "shop",
      image: `ghcr.io/example/frontend@sha256:${"1".repeat(64)}`,
      resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "200m", memory: "512Mi" } },
      scaling: { replicas: 2 },
      ...nginxSite("frontend", {
        headers: { "X-Content-Type-Options": "nosniff" },
        caching: [
          { prefix: "/assets/", cacheControl: "max-age=31536000, immutable" },
          { extensions: ["png", "webp", "woff2"], cacheControl: "max-age=2592000" },
        ],
        documentCaching: "no-cache, no-store",
      }),
    },
    { provider },
  );
}
