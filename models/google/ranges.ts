/**
 * Source ranges of Google's load balancers and health checks for backends with IPv4 addresses. Source: Cloud Load
 * Balancing, health check probe IP ranges.
 */
export const HEALTH_CHECK_RANGES: readonly string[] = ["35.191.0.0/16", "130.211.0.0/22"];
