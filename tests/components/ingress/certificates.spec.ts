import { expect } from "chai";
import { unknownChartValues } from "#components/core/kubernetes/chart";
import { AcmeIssuer, type AcmeIssuerArgs } from "#components/ingress/acme-issuer";
import { CertManager, type CertManagerArgs } from "#components/ingress/cert-manager";
import { CERT_MANAGER_CHART } from "#components/ingress/cert-manager-chart";
import { Certificate, type CertificateArgs } from "#components/ingress/certificate";
import { program as issuerExample } from "#docs/examples/ingress/acme-issuer";
import { program as certManagerExample } from "#docs/examples/ingress/cert-manager";
import { program as certificateExample } from "#docs/examples/ingress/certificate";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { CONTROL_PLANE, specOf, under, valuesOf } from "./fixtures.ts";

interface Changes {
  readonly certManager?: Partial<CertManagerArgs>;
  readonly issuer?: Partial<AcmeIssuerArgs>;
  readonly certificate?: Partial<CertificateArgs>;
}

/** The documented certificate of howlerops, with cert-manager and its issuer. */
function chain(changes: Changes = {}): Promise<Graph> {
  return recordWith(({ kubernetes: provider }) => {
    const opts = { provider };
    const manager = new CertManager(
      "cert-manager",
      { controlPlaneRanges: CONTROL_PLANE, ...changes.certManager },
      opts,
    );
    const issuer = new AcmeIssuer(
      "letsencrypt",
      {
        controller: manager.controller,
        environment: "production",
        email: "operations@sql-studio.app",
        zones: ["sql-studio.app"],
        cloudflareToken: "howlerops-cloudflare-dns",
        secretStore: "secret-manager",
        ...changes.issuer,
      },
      opts,
    );
    new Certificate(
      "web",
      { issuer: issuer.issuer, hosts: ["sql-studio.app"], namespace: "howlerops", ...changes.certificate },
      opts,
    );
    return {};
  });
}

describe("CertManager", () => {
  it("has exactly these children", async () => {
    expect(childrenOf(await chain(), "cert-manager")).to.deep.equal([
      "strata:cluster:Namespace cert-manager-namespace",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy cert-manager-deny-all",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy cert-manager-to-dns",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy cert-manager-to-kubernetes-api",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy cert-manager-to-acme",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy cert-manager-from-control-plane",
      "kubernetes:helm.sh/v3:Release cert-manager-release",
    ]);
  });

  it("brings its definitions, keeps them, and runs two of each part with a budget", async () => {
    const graph = await chain();
    expect(nodeNamed(graph, "cert-manager-release").inputs).to.include({ version: "v1.21.2" });
    const values = valuesOf(graph, "cert-manager-release");
    expect(under(values, "crds")).to.deep.equal({ enabled: true, keep: true });
    for (const part of [values, under(values, "webhook"), under(values, "cainjector")]) {
      expect(part).to.deep.include({ replicaCount: 2, podDisruptionBudget: { enabled: true } });
      expect(under(part, "topologySpreadConstraints", 0, "topologyKey")).to.equal(
        "topology.kubernetes.io/zone",
      );
    }
    const spread = under(values, "webhook", "topologySpreadConstraints", 0, "labelSelector", "matchLabels");
    expect(spread).to.include({ "app.kubernetes.io/name": "webhook" });
    expect(unknownChartValues(CERT_MANAGER_CHART.values, values)).to.deep.equal([]);
  });

  it("has no budget for a single pod, which would keep its node from ever being drained", async () => {
    const graph = await record(certManagerExample, { project: "strata", stack: "test" });
    const values = valuesOf(graph, "cert-manager-release");
    expect(under(values, "podDisruptionBudget")).to.deep.equal({ enabled: false });
    expect(nodeNamed(graph, "cert-manager-namespace-namespace").protect).to.equal(false);
  });

  it("refuses what cannot work", async () => {
    expect(await failureOf(chain({ certManager: { replicas: 0 } }))).to.include(
      'CertManager "cert-manager": replicas is 0; allowed are whole numbers from 1 to 5',
    );
    expect(await failureOf(chain({ certManager: { controlPlaneRanges: ["172.16.0.1/28"] } }))).to.include(
      'CertManager "cert-manager": controlPlaneRanges is ["172.16.0.1/28"]',
    );
  });
});

describe("AcmeIssuer", () => {
  it("has exactly these children, made after cert-manager", async () => {
    const graph = await chain();
    expect(childrenOf(graph, "letsencrypt")).to.deep.equal([
      "kubernetes:external-secrets.io/v1:ExternalSecret letsencrypt-cloudflare-token",
      "kubernetes:cert-manager.io/v1:ClusterIssuer letsencrypt-issuer",
    ]);
    expect(nodeNamed(graph, "letsencrypt-issuer").dependencies).to.include.members([
      nodeNamed(graph, "cert-manager-release").urn,
      nodeNamed(graph, "letsencrypt-cloudflare-token").urn,
    ]);
  });

  it("S38: proves ownership by a DNS record at Cloudflare, with a token from Secret Manager", async () => {
    const graph = await chain();
    const acme = under(specOf(graph, "letsencrypt-issuer"), "acme");
    expect(under(acme, "server")).to.equal("https://acme-v02.api.letsencrypt.org/directory");
    expect(under(acme, "solvers", 0)).to.deep.equal({
      dns01: {
        cloudflare: { apiTokenSecretRef: { name: "letsencrypt-cloudflare-token", key: "api-token" } },
      },
      selector: { dnsZones: ["sql-studio.app"] },
    });
    const { inputs } = nodeNamed(graph, "letsencrypt-cloudflare-token");
    expect(under(inputs, "metadata", "namespace")).to.equal("cert-manager");
    expect(under(inputs, "spec", "data", 0)).to.deep.equal({
      secretKey: "api-token",
      remoteRef: { key: "howlerops-cloudflare-dns" },
    });
  });

  it("has one for trials and one that browsers trust in its example", async () => {
    const graph = await record(issuerExample, { project: "strata", stack: "test" });
    const server = (name: string) => under(specOf(graph, name), "acme", "server");
    expect(server("letsencrypt-staging-issuer")).to.equal(
      "https://acme-staging-v02.api.letsencrypt.org/directory",
    );
    expect(server("letsencrypt-issuer")).to.equal("https://acme-v02.api.letsencrypt.org/directory");
  });

  it("refuses what cannot work, a token in place of its id above all", async () => {
    expect(await failureOf(chain({ issuer: { zones: [] } }))).to.include(
      "zones is []; allowed are at least one zone",
    );
    expect(await failureOf(chain({ issuer: { email: "nobody" } }))).to.include(
      "allowed are e-mail addresses",
    );
    const token = "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5zA7b";
    const failure = await failureOf(chain({ issuer: { cloudflareToken: token } }));
    expect(failure).to.include("never the token itself").and.not.to.include(token);
  });
});

describe("AcmeIssuer with a profile", () => {
  const issuer = { profile: "shortlived", cnameStrategy: "follow" } as const;

  it("H41 asks for the profile, and follows the CNAME of a delegated challenge", async () => {
    const acme = under(specOf(await chain({ issuer }), "letsencrypt-issuer"), "acme");
    expect(under(acme, "profile")).to.equal("shortlived");
    expect(under(acme, "solvers", 0, "dns01", "cnameStrategy")).to.equal("Follow");
    const plain = JSON.stringify(specOf(await chain(), "letsencrypt-issuer"));
    expect(plain).not.to.include("profile").and.not.to.include("cnameStrategy");
  });

  it("H41 renews a certificate valid for six days two days before its end, and never at its start", async () => {
    expect(under(specOf(await chain({ issuer }), "web-certificate"), "renewBefore")).to.equal("48h");
    expect(await failureOf(chain({ issuer, certificate: { renewBeforeDays: 15 } }))).to.include(
      "renewBeforeDays is 15; allowed are whole numbers from 1 to 4 (days; the term is six)",
    );
  });
});

describe("Certificate", () => {
  it("S38: is renewed 15 days ahead, with a new key each time, into a secret of the routes' namespace", async () => {
    const graph = await chain();
    expect(childrenOf(graph, "web")).to.deep.equal([
      "kubernetes:cert-manager.io/v1:Certificate web-certificate",
    ]);
    const { inputs, dependencies } = nodeNamed(graph, "web-certificate");
    expect(under(inputs, "metadata", "namespace")).to.equal("howlerops");
    expect(under(inputs, "spec")).to.deep.include({
      secretName: "web-tls",
      dnsNames: ["sql-studio.app"],
      renewBefore: "360h",
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "letsencrypt" },
    });
    expect(dependencies).to.include(nodeNamed(graph, "letsencrypt-issuer").urn);
  });

  it("works as in its example", async () => {
    const graph = await record(certificateExample, { project: "strata", stack: "test" });
    expect(outputsOf(graph)).to.deep.equal({ secretName: "shop-tls" });
  });

  it("refuses what cannot work", async () => {
    const words = 'Certificate "web": ';
    expect(await failureOf(chain({ certificate: { hosts: [] } }))).to.include(`${words}hosts is []`);
    expect(await failureOf(chain({ certificate: { hosts: ["localhost"] } }))).to.include(
      `${words}hosts is "localhost"`,
    );
    expect(await failureOf(chain({ certificate: { renewBeforeDays: 90 } }))).to.include(
      `${words}renewBeforeDays is 90; allowed are whole numbers from 1 to 60`,
    );
  });
});
