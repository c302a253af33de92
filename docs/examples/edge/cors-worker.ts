import { Provider } from "@pulumi/cloudflare/provider.js";
import { CorsWorker } from "#components/edge/cors-worker";
import { Zone } from "#components/edge/zone";

const accountId = "0123456789abcdef0123456789abcdef";

/** An API that pages of two other hosts may call with credentials, and fonts that anybody may load. */
export function program() {
  const opts = { provider: new Provider("cloudflare", {}) };
  const records = {
    api: { type: "A", name: "api", content: "192.0.2.10" },
    cdn: { type: "A", name: "cdn", content: "192.0.2.10" },
  } as const;
  const zone = new Zone("zone", { domain: "example.com", accountId, plan: "pro", records }, opts);
  new CorsWorker(
    "api-cors",
    {
      zone,
      accountId,
      routes: { api: "api.example.com/*" },
      origins: ["https://example.com", "https://www.example.com"],
    },
    opts,
  );
  new CorsWorker(
    "font-cors",
    {
      zone,
      accountId,
      routes: { fonts: "cdn.example.com/fonts/*" },
      origins: ["*"],
      methods: ["GET", "OPTIONS"],
      headers: ["Origin", "X-Requested-With", "Content-Type", "Accept"],
    },
    opts,
  );
  return {};
}
