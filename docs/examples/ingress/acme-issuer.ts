import { Provider } from "@pulumi/kubernetes/provider.js";
import { AcmeIssuer } from "#components/ingress/acme-issuer";
import { CertManager } from "#components/ingress/cert-manager";
import { SECRET_STORE } from "#components/secrets/secret-store";

/** An issuer to try things out with, and the one whose certificates browsers trust. */
export function program() {
  const opts = { provider: new Provider("kubernetes", { kubeconfig: "{}" }) };
  const certManager = new CertManager("cert-manager", { controlPlaneRanges: ["172.16.0.0/28"] }, opts);
  const shared = {
    controller: certManager.controller,
    email: "operations@example.com",
    zones: ["example.com"],
    cloudflareToken: "shop-cloudflare-dns",
    secretStore: SECRET_STORE,
  };
  const trial = new AcmeIssuer("letsencrypt-staging", { ...shared, environment: "staging" }, opts);
  const trusted = new AcmeIssuer("letsencrypt", { ...shared, environment: "production" }, opts);
  return { trial: trial.issuer.name, trusted: trusted.issuer.name };
}
