import { Provider } from "@pulumi/gcp/provider.js";
import { ArmorPolicy } from "#components/network/armor-policy";

/** Lets Cloudflare in, and of its visitors none who asks too often; attack patterns are watched before they are refused. */
export function program() {
  const armor = new ArmorPolicy(
    "armor",
    {
      waf: { sets: ["sqli", "xss", "lfi", "rce"], preview: true },
      rateLimit: { requests: 600, periodSeconds: 60, banSeconds: 600 },
      rules: {
        admin: {
          priority: 100,
          action: "deny",
          expression: "request.path.startsWith('/admin')",
          status: 404,
        },
      },
    },
    { provider: new Provider("gcp", { project: "shop-prod", region: "us-central1" }) },
  );
  return { policy: armor.policyLink };
}
