import { Provider } from "@pulumi/kubernetes/provider.js";
import { ExternalSecrets } from "#components/secrets/external-secrets";
import { SecretStore } from "#components/secrets/secret-store";

/** A store from which two namespaces read, each as itself. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  const operator = new ExternalSecrets("external-secrets", { controlPlaneRanges: ["172.16.0.0/28"] }, opts);
  const store = new SecretStore(
    "secret-store",
    {
      project: "shop-prod",
      cluster: { name: "shop-prod", location: "us-central1" },
      namespaces: ["shop", "cert-manager"],
      installed: operator.installed,
    },
    opts,
  );
  return { store: store.store.name };
}
