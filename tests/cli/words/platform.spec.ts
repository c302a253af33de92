import { type Case, testWords } from "./support.ts";

const CASES: readonly Case[] = [
  [
    "strata:project:Project",
    {
      creation: { parent: { kind: "folder", id: "4711" } },
      services: { apis: 17, agents: 5 },
      state: { url: "gs://shop-state", retentionDays: 90 },
      imageRepositories: ["eu-docker.pkg.dev/shop/app", "eu-docker.pkg.dev/shop/tools"],
      deployments: { from: "github", environments: ["staging", "prod"] },
      keyManagement: "customer",
    },
    [
      ["project", "created in folder 4711, without a network"],
      ["services", "17 APIs, 5 service agents"],
      ["state", "gs://shop-state, versions kept 90 d"],
      ["images", "eu-docker.pkg.dev/shop/app · eu-docker.pkg.dev/shop/tools"],
      ["deployments", "GitHub, without keys: staging, prod"],
    ],
  ],
  [
    "strata:cluster:Cluster",
    {
      location: { name: "us-central1", zones: 3 },
      nodePools: [
        { name: "general", machineType: "e2-medium", min: 2, max: 10, spot: false },
        { name: "batch", machineType: "n2d-standard-4", min: 0, max: 20, spot: true },
      ],
      controlPlane: { endpoint: "dns", releaseChannel: "REGULAR" },
    },
    [
      ["place", "us-central1, 3 zones"],
      ["nodes", "general 2 to 10 e2-medium · batch 0 to 20 n2d-standard-4 spot"],
      ["control plane", "DNS endpoint, regular channel"],
    ],
  ],
  [
    "strata:cluster:AutopilotCluster",
    { location: { name: "us-central1", allZones: true }, autopilot: true, existing: { kind: "cluster" } },
    [
      ["place", "us-central1, its zones"],
      ["nodes", "Autopilot, sized by what pods request"],
      ["control plane", "existing (read-only)"],
    ],
  ],
  [
    "strata:cluster:PriorityClasses",
    {
      priorityClasses: [
        { name: "critical", value: 1000 },
        { name: "batch", value: 10 },
      ],
    },
    [["order", "critical > batch"]],
  ],
  [
    "strata:cluster:Namespace",
    {
      podSecurity: { level: "privileged", reason: "reads the host" },
      quota: { pods: 100, cpuRequests: 8, memoryRequestsGiB: 24, memoryLimitsGiB: 48, loadBalancers: 0 },
    },
    [
      ["pod security", "privileged: reads the host"],
      ["quota", "100 pods · 8 cores · 24 GiB"],
    ],
  ],
  [
    "strata:ingress:NginxIngress",
    {
      chart: { name: "nginx-ingress", version: "2.7.1" },
      replicas: { min: 2, max: 6 },
      spread: "zones",
      tls: { min: "1.2", max: "1.3" },
      reachableFrom: { from: "load-balancer" },
    },
    [
      ["controller", "F5 NGINX 2.7.1, 2 to 6 pods over zones"],
      ["tls", "1.2 and 1.3"],
      ["reachable", "through the global load balancer"],
    ],
  ],
  [
    "strata:ingress:CertManager",
    { chart: { name: "cert-manager", version: "v1.21.2" }, replicas: { min: 1, max: 1 } },
    [["certificates", "cert-manager v1.21.2, one pod each"]],
  ],
  [
    "strata:secrets:ExternalSecrets",
    { chart: { name: "external-secrets", version: "2.9.0" }, replicas: { min: 2, max: 2 } },
    [["operator", "External Secrets 2.9.0, 2 pods each"]],
  ],
  ["strata:ingress:Outside", { chart: { name: "traefik", version: "1.2.3" } }, [["chart", "traefik 1.2.3"]]],
  [
    "strata:ingress:AcmeIssuer",
    {
      issuer: {
        authority: "lets-encrypt",
        environment: "production",
        zones: ["a.example", "b.example"],
        challenge: "dns-01",
      },
    },
    [["issuer", "Let's Encrypt production for a.example, b.example by DNS"]],
  ],
  [
    "strata:ingress:SelfSignedIssuer",
    { issuer: { authority: "self-signed" } },
    [["issuer", "self-signed, for load balancers"]],
  ],
];

describe("cli/words/platform", () => {
  testWords(CASES);
});
