/**
 * Where Google's load balancers and health checks come from, towards backends with IPv4 addresses.
 * Source: Cloud Load Balancing, health check probe IP ranges.
 */
export const HEALTH_CHECK_RANGES: readonly string[] = ["35.191.0.0/16", "130.211.0.0/22"];

/** Where Identity-Aware Proxy forwards TCP from. Source: Identity-Aware Proxy, TCP forwarding. */
export const IAP_RANGE = "35.235.240.0/20";

/** `private.googleapis.com`, reached without leaving Google's network. Source: VPC, Private Google Access. */
export const PRIVATE_GOOGLE_APIS_RANGE = "199.36.153.8/30";
