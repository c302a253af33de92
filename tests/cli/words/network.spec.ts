import { type Case, testWords } from "./support.ts";

const BALANCER = "strata:network:GlobalLoadBalancer";

const CASES: readonly Case[] = [
  [
    "strata:network:Network",
    {
      existing: { kind: "network", name: "shared" },
      regions: [
        { region: "us-central1", cidr: "10.6.0.0/20", drained: false },
        { region: "asia-south1", cidr: "10.7.0.0/20", drained: true },
      ],
      defaultTraffic: { ingress: "deny", egress: "nat", allowed: ["health-checks"] },
      managedServices: { access: "private-range" },
      serviceConnections: [{ service: "google-cloud-sql", limit: 4 }],
    },
    [
      ["network", "shared, existing (read-only)"],
      ["regions", "us-central1 10.6.0.0/20 · asia-south1 10.7.0.0/20"],
      ["ingress", "denied, except health checks"],
      ["egress", "NAT, no public addresses"],
      ["managed services", "private range"],
      ["endpoints", "google-cloud-sql up to 4"],
      ["drained", "asia-south1"],
    ],
  ],
  [
    "strata:workload:NamespaceIsolation",
    { defaultTraffic: { ingress: "deny", egress: "deny" } },
    [["default", "deny in and out"]],
  ],
  ["strata:network:ReservedAddress", { address: { scope: "global" } }, [["address", "global, anycast"]]],
  [
    "strata:network:ReservedAddress",
    { address: { scope: "regional", region: "us-central1" } },
    [["address", "static, us-central1"]],
  ],
  [
    BALANCER,
    {
      hosts: ["example.com", "cdn.example.com"],
      regions: [
        { region: "asia-south1", zones: ["asia-south1-a", "asia-south1-b"], capacity: 0.1, drained: false },
        { region: "us-east1", zones: ["us-east1-b"], capacity: 1, drained: true },
        { region: "us-west1", zones: [], capacity: 1, drained: false },
      ],
      tls: { min: "1.2", max: "1.3", upstream: "HTTP2" },
      healthCheck: { path: "/healthz", intervalSeconds: 5, failures: 2 },
      routes: [{ paths: ["/login", "/logout"], match: "prefix", to: "auth" }],
      geoRouting: [
        { name: "india", countries: ["IN"], regions: ["asia-south1"], strict: true },
        { name: "rest", countries: ["US", "CA"], regions: ["us-east1", "us-west1"], strict: false },
      ],
      clientCertificates: "required",
    },
    [
      ["hosts", "example.com, cdn.example.com"],
      ["regions", "asia-south1 a b, 10% · us-east1 b, drained · us-west1 (no zone yet)"],
      ["tls", "1.2 and 1.3, then HTTP2 to the pods"],
      ["health", "/healthz every 5 s, out after 2 failures"],
      ["routes", "/login /logout → auth"],
      ["locations", "india (IN) → asia-south1 only · rest (US CA) → us-east1, us-west1"],
      ["clients", "show a certificate"],
    ],
  ],
  [
    "strata:network:ArmorPolicy",
    {
      reachableFrom: { from: "cloudflare", refusalStatus: 403 },
      firewall: [{ kind: "patterns", sets: ["sqli", "xss"], sensitivity: 1, logOnly: true }],
      rateLimits: [{ requests: 100, periodSeconds: 60, by: "visitor", status: 429, banSeconds: 300 }],
      customRules: ["offices", "partners"],
      adaptiveProtection: true,
    },
    [
      ["admits", "Cloudflare only, others 403"],
      ["waf", "sqli, xss · sensitivity 1 · log only"],
      ["rate limit", "100/min/visitor → 429, then banned for 5 min"],
      ["rules", "offices, partners"],
      ["adaptive protection", "on"],
    ],
  ],
  [
    "strata:network:ArmorPolicy",
    { reachableFrom: { from: "everybody", refusalStatus: 403 }, adaptiveProtection: false },
    [["admits", "everyone"]],
  ],
  [
    "strata:network:ArmorPolicy",
    { reachableFrom: { from: "ranges", ranges: ["192.0.2.0/24"], refusalStatus: 403 } },
    [["admits", "1 range only, others 403"]],
  ],
  [
    "strata:network:PassthroughLoadBalancer",
    {
      balancing: { layer: 4, by: "client", scope: "internal", allRegions: true },
      ports: [
        { port: 8001, targetPort: 8001, protocol: "tcp" },
        { port: 53, targetPort: 5353, protocol: "udp" },
      ],
      reachableFrom: { from: "ranges", ranges: ["10.0.0.0/8"] },
    },
    [
      ["balancing", "internal, from all regions, layer 4, by client"],
      ["ports", "TCP 8001 · UDP 53 → 5353"],
      ["reachable", "from 10.0.0.0/8"],
    ],
  ],
  [
    "strata:ingress:Routes",
    {
      routes: [
        { paths: ["/"], match: "prefix", to: "frontend", port: 80 },
        { paths: ["/health"], match: "exact", to: "backend", port: 8500 },
      ],
      rateLimits: [
        { label: "client", requests: 1000, periodSeconds: 60, by: "address", status: 429 },
        { label: "key", requests: 60, periodSeconds: 60, by: { header: "X-Api-Key" }, status: 429 },
      ],
    },
    [
      ["routes", "/ → frontend:80 · =/health → backend:8500"],
      ["limit", "1000/min → 429 · 60/min/X-Api-Key → 429"],
    ],
  ],
  ["strata:ingress:Routes", { rateLimits: [] }, [["limit", "none"]]],
];

describe("cli/words/network", () => {
  testWords(CASES);
});
