import { Provider } from "@pulumi/kubernetes/provider.js";
import { CertManager } from "#components/ingress/cert-manager";

/** cert-manager for a small cluster: one pod of each part instead of two. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  const certManager = new CertManager(
    "cert-manager",
    { controlPlaneRanges: ["172.16.0.0/28"], replicas: 1, protect: false },
    opts,
  );
  return { namespace: certManager.controller.namespace };
}
