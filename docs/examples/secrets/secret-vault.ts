import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { secret } from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { SecretVault } from "#components/secrets/secret-vault";

/** A key made here, a token given by the configuration, and one that somebody fills in by hand. */
export function program() {
  const gcp = new GcpProvider("gcp", { project: "shop-prod", region: "us-central1" });
  const random = new RandomProvider("random", {});
  const vault = new SecretVault(
    "shop",
    {
      project: { id: "shop-prod", number: "123456789012" },
      locations: ["us-central1"],
      rotation: { epoch: "2026-10-01" },
      secrets: {
        "signing-key": { source: { kind: "key" }, namespaces: ["shop"] },
        // A program of one's own reads it with config.requireSecret("databaseToken").
        "database-token": {
          source: { kind: "value", value: secret("from the configuration") },
          namespaces: ["shop"],
        },
        "cloudflare-dns": {
          source: { kind: "external" },
          namespaces: ["cert-manager"],
          rotation: { periodDays: 365 },
        },
      },
    },
    { providers: [gcp, random] },
  );
  return { token: vault.credential({ token: "database-token" }).files["token"] };
}
