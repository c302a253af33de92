import { Provider } from "@pulumi/kubernetes/provider.js";
import { CertManager } from "#components/ingress/cert-manager";
import { Certificate } from "#components/ingress/certificate";
import { SelfSignedIssuer } from "#components/ingress/self-signed-issuer";

/** A certificate for pods behind a load balancer, which encrypts and asks for no name. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  const { controller } = new CertManager("cert-manager", { controlPlaneRanges: ["172.16.0.0/28"] }, opts);
  const { issuer } = new SelfSignedIssuer("self-signed", { controller }, opts);
  const { secretName } = new Certificate(
    "balanced",
    { issuer, hosts: ["ingress.internal"], namespace: controller.namespace },
    opts,
  );
  return { secretName };
}
