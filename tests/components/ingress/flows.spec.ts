import { expect } from "chai";
import { CertManager } from "#components/ingress/cert-manager";
import { ExternalSecrets } from "#components/secrets/external-secrets";
import type { Port } from "#models/network-policy/matching";
import { NetworkPolicies, type Party } from "#models/network-policy/network-policies";
import { recordWith } from "../../support/record.ts";
import { CONTROL_PLANE, construct } from "./fixtures.ts";

const pods = (namespace: string, name: string, instance?: string): Party => ({
  namespace,
  labels: { "app.kubernetes.io/name": name, ...(instance ? { "app.kubernetes.io/instance": instance } : {}) },
});

/** Everyone who might talk to a controller of the platform, inside and outside. */
const PARTIES: Record<string, Party> = {
  cloudflare: { address: "104.16.1.1" },
  stranger: { address: "198.51.100.7" },
  google: { address: "35.191.0.1" },
  controlPlane: { address: "172.16.0.2" },
  konnectivity: { namespace: "kube-system", labels: { "k8s-app": "konnectivity-agent" } },
  resolver: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  metadata: { address: "169.254.169.254" },
  letsencrypt: { host: "acme-v02.api.letsencrypt.org", address: "203.0.113.80" },
  nginx: pods("nginx-ingress", "nginx-ingress", "nginx"),
  stray: pods("nginx-ingress", "debug"),
  certManager: pods("cert-manager", "cert-manager", "cert-manager"),
  certWebhook: pods("cert-manager", "webhook", "cert-manager"),
  operator: pods("external-secrets", "external-secrets", "external-secrets"),
  secretsWebhook: pods("external-secrets", "external-secrets-webhook", "external-secrets"),
  frontend: pods("howlerops", "frontend"),
  backend: pods("howlerops", "backend"),
};

const PORTS: Port[] = [80, 443, 8500, 9113, 9402, 10250].map((port) => ({ port }));

describe("flows of the platform's controllers", () => {
  let policies: NetworkPolicies;

  before(async () => {
    const graph = await recordWith(({ kubernetes: provider }) => {
      construct(provider);
      new CertManager("cert-manager", { controlPlaneRanges: CONTROL_PLANE }, { provider });
      new ExternalSecrets("external-secrets", { controlPlaneRanges: CONTROL_PLANE }, { provider });
      return {};
    });
    policies = new NetworkPolicies(graph);
  });

  it("S112: are these and no others", () => {
    const outside = ["cloudflare", "stranger", "google"];
    const known = policies
      .edges(PARTIES, PORTS)
      // "Any public address" stands for the hosts outside: one stranger says it for all.
      .filter((edge) => !outside.some((name) => name !== "stranger" && edge.includes(`→ ${name} `)));
    expect(known).to.deep.equal(
      [
        "certManager → controlPlane TCP/443",
        "certManager → letsencrypt TCP/443",
        "certManager → stranger TCP/443",
        "certWebhook → controlPlane TCP/443",
        "cloudflare → nginx TCP/443",
        "cloudflare → nginx TCP/80",
        "controlPlane → certWebhook TCP/10250",
        "controlPlane → secretsWebhook TCP/10250",
        "konnectivity → certWebhook TCP/10250",
        "konnectivity → secretsWebhook TCP/10250",
        "nginx → backend TCP/8500",
        "nginx → controlPlane TCP/443",
        "nginx → frontend TCP/80",
        "operator → controlPlane TCP/443",
        "operator → letsencrypt TCP/443",
        "operator → stranger TCP/443",
        "secretsWebhook → controlPlane TCP/443",
        "stray → controlPlane TCP/443",
      ].sort(),
    );
  });

  it("let names be resolved on both protocols", () => {
    const nginx = PARTIES["nginx"];
    const resolver = PARTIES["resolver"];
    if (!nginx || !resolver) {
      throw new Error("the parties have changed");
    }
    for (const protocol of ["UDP", "TCP"] as const) {
      expect(policies.allows(nginx, resolver, { port: 53, protocol })).to.equal(true);
    }
  });
});
