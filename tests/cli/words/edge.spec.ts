import { type Case, testWords } from "./support.ts";

const ZONE = "strata:edge:Zone";
const rate = { requests: 600, periodSeconds: 60, by: "address", status: 429 } as const;

const CASES: readonly Case[] = [
  [
    ZONE,
    {
      existing: { kind: "zone" },
      dns: { records: 3, hosts: 2, proxiedHosts: 1, dnssec: true },
      plan: "pro",
      tls: { min: "1.2", max: "1.3", mode: "strict" },
      hsts: { seconds: 31_536_000, includeSubdomains: false, preload: false },
      originPulls: true,
      bots: { automated: "managed_challenge", verified: "allow" },
    },
    [
      ["zone", "existing (read-only)"],
      ["dns", "3 records, 1 of 2 hosts proxied"],
      ["dnssec", "on"],
      ["plan", "pro"],
      ["tls", "strict · 1.2 to 1.3 · HSTS 1 y · origin pulls"],
      ["bots", "automated challenged, verified let in"],
    ],
  ],
  [
    ZONE,
    {
      dns: { records: 1, hosts: 1, proxiedHosts: 1, dnssec: false },
      tls: { min: "1.3", max: "1.3", mode: "strict" },
      originPulls: false,
    },
    [
      ["dns", "1 record, proxied"],
      ["dnssec", "off"],
      ["tls", "strict · 1.3"],
    ],
  ],
  [
    ZONE,
    {
      redirects: [{ from: "www.example.com", to: "example.com", status: 301 }],
      floodProtection: [{ sensitivity: "low" }],
      firewall: [
        { kind: "managed", owasp: { sensitivity: "medium", paranoia: 1 }, action: "block" },
        { kind: "verified-bots", action: "allow" },
        { kind: "attacks", attacks: ["injection", "scripting", "traversal"], action: "block" },
        { kind: "suspicious-clients", action: "managed_challenge" },
        { kind: "leaked-passwords", action: "managed_challenge" },
        { kind: "countries", countries: ["AA", "BB"], action: "block" },
        { kind: "custom", label: "staff only", action: "block" },
      ],
    },
    [
      ["redirects", "www.example.com → example.com"],
      ["ddos", "low sensitivity"],
      [
        "waf",
        "managed + OWASP (medium) · verified bots pass · injection, XSS, traversal · suspicious challenged · leaked passwords challenged · AA, BB blocked · staff only",
      ],
    ],
  ],
  [
    ZONE,
    {
      rateLimits: [
        { ...rate, match: { paths: ["/api/"] } },
        { ...rate, label: "log-in", requests: 5, periodSeconds: 10, by: "visitor" },
        { ...rate, by: { header: "X-Api-Key" } },
        { ...rate, by: { cookie: "session" } },
      ],
      cache: [
        {
          storage: "stored",
          match: { paths: ["/assets/"] },
          lifetime: { browserSeconds: 31_536_000, immutable: true },
        },
        {
          storage: "stored",
          match: { extensions: ["png"] },
          lifetime: { browserSeconds: 60, edgeSeconds: 86_400 },
        },
        { storage: "never", label: "HTML", match: { extensions: ["html"] } },
        { storage: "bypass", match: { hosts: ["api.example.com"], paths: ["/v1/"] } },
      ],
      responseHeaders: [
        { purpose: "font-cors", names: ["Access-Control-Allow-Origin"] },
        { purpose: "set", names: ["X-Frame-Options", "Referrer-Policy"] },
        { purpose: "set", label: "security", names: ["X-Frame-Options"] },
      ],
    },
    [
      [
        "rate limit",
        "/api/* 600/min/IP · log-in 5/10 s/visitor · everything 600/min/X-Api-Key · everything 600/min/cookie session",
      ],
      [
        "cache",
        "/assets/* 1 y immutable · .png 1 d, browsers 1 min · HTML none · api.example.com /v1/* bypass",
      ],
      ["headers", "CORS for fonts · 2 set · security"],
    ],
  ],
  [
    "strata:edge:CorsWorker",
    {
      cors: {
        origins: ["https://a.example", "https://b.example"],
        credentials: true,
        preflight: { status: 204, maxAgeSeconds: 7200 },
      },
    },
    [["cors", "https://a.example https://b.example · preflight 204, 2 h"]],
  ],
  [
    "strata:edge:CorsWorker",
    { cors: { origins: ["*"], credentials: false, preflight: { status: 204, maxAgeSeconds: 86_400 } } },
    [["cors", "any origin · preflight 204, 1 d"]],
  ],
  [
    "strata:edge:LoadBalancer",
    {
      balancing: { layer: 7, host: "example.com", pools: ["a", "b"], by: "geo" },
      healthCheck: { path: "/healthz", intervalSeconds: 60 },
    },
    [
      ["balancing", "example.com over a, b by geo"],
      ["health", "/healthz every 60 s"],
    ],
  ],
  [
    "strata:edge:OriginCertificate",
    { certificate: { hosts: ["example.com", "*.example.com"], validityDays: 90 } },
    [["certificate", "example.com, *.example.com, valid for 90 days"]],
  ],
  [
    "strata:ingress:Certificate",
    { certificate: { hosts: ["example.com"], renewBeforeDays: 15 } },
    [["certificate", "example.com, renewed 15 days ahead"]],
  ],
  [
    "strata:edge:ValidationRecords",
    { ownershipProofs: { domains: ["example.com"], askedBy: "Google" } },
    [["ownership", "example.com for Google"]],
  ],
];

describe("cli/words/edge", () => {
  testWords(CASES);
});
