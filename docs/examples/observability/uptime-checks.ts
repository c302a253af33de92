import { Provider } from "@pulumi/gcp/provider.js";
import { UptimeChecks } from "#components/observability/uptime-checks";

/** The shop's two hosts, requested every minute from outside; whoever is on call gets a mail. */
export function program() {
  const provider = new Provider("google", { project: "shop-prod" });
  const outside = new UptimeChecks(
    "outside",
    {
      project: "shop-prod",
      checks: { shop: { host: "shop.example" }, api: { host: "api.shop.example", path: "/health" } },
      emails: { oncall: "oncall@shop.example" },
      runbooks: "https://docs.shop.example/runbooks",
    },
    { provider },
  );
  return { checks: Object.values(outside.resources.checks).map((check) => check.name) };
}
