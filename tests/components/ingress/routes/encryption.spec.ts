import { X509Certificate } from "node:crypto";
import { type Input, output, type ResourceTransform } from "@pulumi/pulumi";
import { expect } from "chai";
import { CLOUDFLARE_ORIGIN_PULL_AUTHORITY } from "#components/ingress/origin-pulls";
import { Routes, type RoutesArgs } from "#components/ingress/routes";
import { childrenOf, nodeNamed, recordWith } from "../../../support/record.ts";
import {
  BACKEND,
  construct,
  HOWLEROPS,
  listOf,
  ROUTES,
  recordRoutes,
  routeAt,
  specOf,
  under,
  upstreamNamed,
} from "../fixtures.ts";

describe("Routes", () => {
  it("S37: ends TLS with the host's certificate and speaks plain HTTP to services", async () => {
    const graph = await recordRoutes();
    const spec = specOf(graph, "web-host");
    expect(under(spec, "tls")).to.deep.equal({ secret: "web-tls", redirect: { enable: true, code: 301 } });
    expect(under(upstreamNamed(graph, "backend"), "tls")).to.equal(undefined);
  });

  it("S5: lets nobody in who does not show Cloudflare's client certificate", async () => {
    const graph = await recordRoutes();
    expect(under(specOf(graph, "web-client-certificates"), "ingressMTLS")).to.deep.equal({
      clientCertSecret: "web-client-authority",
      verifyClient: "on",
    });
    expect(listOf(under(specOf(graph, "web-host"), "policies"))[0]).to.deep.equal({
      name: "web-client-certificates",
    });
    const { inputs } = nodeNamed(graph, "web-client-authority");
    expect(inputs["type"]).to.equal("nginx.org/ca");
    const certificate = new X509Certificate(CLOUDFLARE_ORIGIN_PULL_AUTHORITY);
    expect(certificate.fingerprint256.replaceAll(":", "")).to.equal(
      "9A1AC2B4BE15F9F27EEE20A734CBA4E9898F61001B3BD7C84B69B56A3E25A2B9",
    );
    expect(certificate.subject).to.include("CN=origin-pull.cloudflare.net");
    expect(certificate.validTo).to.equal("Nov  1 17:00:00 2029 GMT");
  });

  it("takes the authority of the zone's own certificate, and the shared one when the zone has none", async () => {
    const shownWith = async (clientAuthority: RoutesArgs["clientAuthority"]) => {
      const shown: Input<string>[] = [];
      await recordWith(({ kubernetes }) => {
        const { ingress } = construct(kubernetes);
        // A transform sees what a component asks for, before it becomes a secret.
        const transform: ResourceTransform = ({ type, props }) => {
          if (type === "kubernetes:core/v1:Secret") {
            output(props["stringData"]["ca.crt"]).apply((pem) => shown.push(String(pem)));
          }
          return undefined;
        };
        const args = { ...HOWLEROPS, ingress: ingress.controller, clientAuthority };
        new Routes("own", args, { provider: kubernetes, transforms: [transform] });
        return {};
      });
      return shown;
    };
    expect(await shownWith(output("a certificate"))).to.deep.equal(["a certificate"]);
    expect(await shownWith(undefined)).to.deep.equal([CLOUDFLARE_ORIGIN_PULL_AUTHORITY]);
    expect(await shownWith(false)).to.deep.equal([]);
  });

  it("asks for no client certificate behind a global load balancer, which has none, or when told so", async () => {
    const exposure = {
      from: "google-load-balancer",
      endpointGroup: "shop",
      certificate: "shop/shop-tls",
    } as const;
    for (const graph of [
      await recordRoutes({}, { exposure }),
      await recordRoutes({ clientAuthority: false }),
    ]) {
      expect(childrenOf(graph, "web", ROUTES).join()).not.to.include("client-");
    }
  });

  it("S146: encrypts again towards an endpoint that asks for it, and checks who answers", async () => {
    const to = { ...BACKEND, name: "payments", protocol: "https" } as const;
    const pay = { path: "/pay", to, serverAuthority: "payments-authority", proxy: { retryOn: [] } };
    const graph = await recordRoutes({ routes: { pay } });
    const upstream = upstreamNamed(graph, "payments-pay");
    expect(under(upstream, "tls")).to.deep.equal({ enable: true });
    // A payment is never tried twice.
    expect(upstream).to.include({ "next-upstream": "off" });
    expect(under(specOf(graph, "web-pay-server"), "egressMTLS")).to.include({
      trustedCertSecret: "payments-authority",
      verifyServer: true,
      sslName: "backend.howlerops.svc.cluster.local",
    });
    expect(under(routeAt(graph, "/pay/"), "policies")).to.deep.include({ name: "web-pay-server" });
  });

  it("keeps the name of a TLS secret that is known later as unknown", async () => {
    const graph = await recordWith(({ kubernetes }) => {
      const { ingress } = construct(kubernetes);
      const tlsSecret = ingress.resources.release.id;
      new Routes(
        "late",
        { ...HOWLEROPS, host: "late.example.com", ingress: ingress.controller, tlsSecret },
        { provider: kubernetes },
      );
      return {};
    });
    expect(under(specOf(graph, "late-host"), "tls", "secret")).to.deep.equal({ $unknown: true });
    expect(nodeNamed(graph, "late", ROUTES).inputs).not.to.have.property("tlsSecret");
  });
});
