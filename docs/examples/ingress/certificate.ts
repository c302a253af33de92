import { Provider } from "@pulumi/kubernetes/provider.js";
import { Certificate } from "#components/ingress/certificate";

/** A certificate for a domain and one level below it, from an issuer that exists already. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  const certificate = new Certificate(
    "shop",
    {
      issuer: { kind: "ClusterIssuer", name: "letsencrypt" },
      hosts: ["example.com", "*.example.com"],
      namespace: "shop",
    },
    opts,
  );
  return { secretName: certificate.secretName };
}
