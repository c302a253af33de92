/** A product of Cloudflare that has to be bought before its resources can be created. */
export interface Product {
  readonly name: string;
  readonly terms: string;
}

/**
 * Products by type. Only a zone's plan can be bought by a program: the provider has no resource for the others.
 * Source: Cloudflare docs, plans table, and the products' pages, 2026-11-28.
 */
const PRODUCTS: Readonly<Record<string, Product>> = {
  "cloudflare:index/argoSmartRouting:ArgoSmartRouting": {
    name: "Argo Smart Routing",
    terms: "add-on of the zone, by traffic; bought in the dashboard",
  },
  "cloudflare:index/certificatePack:CertificatePack": {
    name: "Advanced Certificate Manager",
    terms: "add-on of the zone; bought in the dashboard",
  },
  "cloudflare:index/loadBalancer:LoadBalancer": {
    name: "Load Balancing",
    terms: "add-on of the account, by endpoints; bought in the dashboard",
  },
  "cloudflare:index/regionalTieredCache:RegionalTieredCache": {
    name: "Regional Tiered Cache",
    terms: "part of Enterprise",
  },
  "cloudflare:index/totalTls:TotalTls": {
    name: "Advanced Certificate Manager",
    terms: "add-on of the zone; bought in the dashboard",
  },
  "cloudflare:index/waitingRoom:WaitingRoom": {
    name: "Waiting Room",
    terms: "part of Business and above; more rooms by contract",
  },
  "cloudflare:index/workersScript:WorkersScript": {
    name: "Workers",
    terms: "free up to 100,000 requests a day, then a paid plan of the account; bought in the dashboard",
  },
  "cloudflare:index/zoneCacheReserve:ZoneCacheReserve": {
    name: "Cache Reserve",
    terms: "add-on of the zone, by storage and operations; bought in the dashboard",
  },
};

/** The product that a type's resources belong to; undefined for what every zone has. */
export function productOf(type: string): Product | undefined {
  return PRODUCTS[type];
}

/** Types with a product. */
export const PRODUCT_TYPES: readonly string[] = Object.keys(PRODUCTS);
