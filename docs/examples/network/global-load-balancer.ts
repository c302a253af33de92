import { Provider } from "@pulumi/gcp/provider.js";
import { serviceEndpoint } from "#components/core/link";
import { ArmorPolicy } from "#components/network/armor-policy";
import { GlobalLoadBalancer } from "#components/network/global-load-balancer";

/**
 * One address over Mumbai, Singapore and the USA. Log-ins have pods of their own, Indian visitors are served in
 * Mumbai as long as it has room, and Singapore is drained for an upgrade.
 */
export function program() {
  const gcp = new Provider("gcp", { project: "gmail-auth-prod", region: "us-central1" });
  const opts = { provider: gcp };
  const pods = (name: string) => ({
    endpointGroup: `gmail-auth-prod-${name}`,
    endpoint: serviceEndpoint({ name, namespace: "gmail-auth", port: 443, protocol: "https" }),
  });
  const balancer = new GlobalLoadBalancer(
    "balancer",
    {
      project: { id: "gmail-auth-prod", number: "123456789012" },
      address: "gmail-auth-prod",
      hosts: { site: { name: "example.com", subdomains: true } },
      armor: new ArmorPolicy("armor", { waf: { preview: true } }, opts),
      regions: {
        "asia-south1": { zones: ["asia-south1-a", "asia-south1-b", "asia-south1-c"] },
        "asia-southeast1": { zones: ["asia-southeast1-a", "asia-southeast1-b"], drained: true },
        "us-central1": { zones: ["us-central1-a", "us-central1-b", "us-central1-c"] },
      },
      service: pods("ingress"),
      routes: { login: { paths: ["/login"], service: pods("login") } },
      locations: { india: { countries: ["IN"], regions: ["asia-south1"] } },
    },
    opts,
  );
  return { address: balancer.address, ownership: balancer.ownership["site"]?.name };
}
