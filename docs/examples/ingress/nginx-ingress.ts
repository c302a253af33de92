import { Provider } from "@pulumi/kubernetes/provider.js";
import { NginxIngress } from "#components/ingress/nginx-ingress";

/** One controller that Cloudflare reaches at a reserved address, and one behind a global load balancer. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  const controlPlaneRanges = ["172.16.0.0/28"];
  const direct = new NginxIngress(
    "ingress",
    { exposure: { from: "cloudflare", address: "203.0.113.10" }, controlPlaneRanges },
    opts,
  );
  const regional = new NginxIngress(
    "regional",
    {
      exposure: {
        from: "google-load-balancer",
        endpointGroup: "shop-ingress",
        certificate: "shop/shop-tls",
      },
      // The definitions of custom resources are the cluster's: the other controller brings them.
      installDefinitions: false,
      className: "regional",
      namespace: "regional-ingress",
      controlPlaneRanges,
      minReplicas: 3,
      maxReplicas: 12,
    },
    opts,
  );
  return { direct: direct.controller.className, regional: regional.controller.className };
}
