import { Provider } from "@pulumi/cloudflare/provider.js";
import { BulkRedirects } from "#components/edge/bulk-redirects";
import { Zone } from "#components/edge/zone";

const accountId = "0123456789abcdef0123456789abcdef";

/** Moved pages of a site, as one list for the account, and the zone that they belong to. */
export function program() {
  const provider = new Provider("cloudflare", {});
  new BulkRedirects(
    "moved",
    {
      accountId,
      lists: {
        moved_pages: {
          about: { from: "example.com/about", to: "https://example.com/company/" },
          blog: { from: "example.com/blog", to: "https://blog.example.net", subpaths: "append" },
          shop: { from: "shop.example.com", to: "https://example.com/shop", status: 308, subpaths: true },
        },
      },
    },
    { provider },
  );
  new Zone(
    "zone",
    {
      domain: "example.com",
      accountId,
      plan: "free",
      records: {
        apex: { type: "A", name: "@", content: "192.0.2.10" },
        shop: { type: "CNAME", name: "shop", content: "example.com" },
      },
    },
    { provider },
  );
  return {};
}
