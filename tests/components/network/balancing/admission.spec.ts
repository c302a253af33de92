import { output } from "@pulumi/pulumi";
import { expect } from "chai";
import { ArmorPolicy } from "#components/network/armor-policy";
import { ownershipRecord } from "#components/network/balancing/certificates";
import type { Node } from "#graph/model";
import { childrenOf, nodeNamed, recordWith } from "../../../support/record.ts";
import { differences, makeBalancer, recordBalancer, service } from "./fixtures.ts";

describe("components/network/GlobalLoadBalancer, who gets in", () => {
  describe("TLS", () => {
    it("is 1.2 or 1.3 with forward secrecy, and anything else is sent there", async () => {
      const graph = await recordBalancer();
      expect(nodeNamed(graph, "balancer-tls").inputs).to.deep.equal({
        profile: "RESTRICTED",
        minTlsVersion: "TLS_1_2",
      });
      const proxy = nodeNamed(graph, "balancer-https-proxy");
      expect(proxy.propertyDependencies).to.deep.equal({
        urlMap: [nodeNamed(graph, "balancer-routes").urn],
        certificateMap: [nodeNamed(graph, "balancer-certificates").urn],
        sslPolicy: [nodeNamed(graph, "balancer-tls").urn],
      });
      expect(nodeNamed(graph, "balancer-redirect").inputs).to.deep.equal({
        defaultUrlRedirect: {
          httpsRedirect: true,
          redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT",
          stripQuery: false,
        },
      });
      expect(nodeNamed(graph, "balancer-https").inputs["portRange"]).to.equal("443");
      expect(nodeNamed(graph, "balancer-http").inputs["portRange"]).to.equal("80");
    });

    it("can be 1.3 only", async () => {
      const graph = await recordBalancer({ tls: { minimumVersion: "1.3" } });
      expect(nodeNamed(graph, "balancer-tls").inputs).to.include({ minTlsVersion: "TLS_1_3" });
    });

    it("has a certificate for each host, proven by a record that leaves room for other authorities", async () => {
      const graph = await recordBalancer({ hosts: { site: { name: "example.com", subdomains: true } } });
      const named = graph.nodes.filter(({ type }) => type.startsWith("gcp:certificatemanager/"));
      expect(named.map(({ name }) => name)).to.deep.equal([
        "balancer-certificates",
        "balancer-proof-site",
        "balancer-certificate-site",
        "balancer-host-site",
        "balancer-certificate-site-subdomains",
        "balancer-host-site-subdomains",
      ]);
      expect(nodeNamed(graph, "balancer-proof-site").inputs).to.deep.equal({
        domain: "example.com",
        type: "PER_PROJECT_RECORD",
      });
      expect(nodeNamed(graph, "balancer-certificate-site-subdomains").inputs).to.deep.equal({
        scope: "DEFAULT",
        managed: { domains: ["*.example.com"], dnsAuthorizations: [{ $unknown: true }] },
      });
      expect(nodeNamed(graph, "balancer-host-site-subdomains").inputs).to.include({
        hostname: "*.example.com",
      });
    });

    it("gives the record that Google asks for, without final dots, as Cloudflare keeps it", async () => {
      const graph = await recordWith(({ gcp }) => {
        const { ownership } = makeBalancer(
          { hosts: { site: "example.com", assets: "cdn.example.com" } },
          gcp,
        );
        const name = "_acme-challenge_ab12.example.com.";
        const known = ownershipRecord(output([{ name, data: "cd34.9.authorize.certificatemanager.goog." }]));
        return { keys: Object.keys(ownership), later: ownership["site"]?.name, ...known };
      });
      expect(graph.outputs).to.deep.equal({
        keys: ["site", "assets"],
        later: { $unknown: true },
        type: "CNAME",
        name: "_acme-challenge_ab12.example.com",
        content: "cd34.9.authorize.certificatemanager.goog",
      });
    });
  });

  describe("who is let in", () => {
    const attached = ({ inputs, propertyDependencies }: Node) => [
      inputs["securityPolicy"],
      propertyDependencies["securityPolicy"]?.map((urn) => urn.split("::").at(-1)),
    ];

    it("is Cloudflare", async () => {
      const graph = await recordBalancer({
        routes: { login: { paths: ["/login"], service: service("login") } },
      });
      for (const name of ["balancer-backend", "balancer-route-login"]) {
        expect(attached(nodeNamed(graph, name)), name).to.deep.equal([
          { $unknown: true },
          ["balancer-armor-policy"],
        ]);
      }
    });

    it("is what a policy says that is given", async () => {
      const graph = await recordWith(({ gcp }) => {
        const armor = new ArmorPolicy("armor", { admit: "everybody" }, { provider: gcp });
        makeBalancer({ armor }, gcp);
        return {};
      });
      expect(attached(nodeNamed(graph, "balancer-backend"))).to.deep.equal([
        { $unknown: true },
        ["armor-policy"],
      ]);
      expect(childrenOf(graph, "balancer").some((child) => child.includes("Armor"))).to.equal(false);
    });

    it("is everybody only when that is said, and then it is shown", async () => {
      const graph = await recordBalancer({ armor: false });
      expect(attached(nodeNamed(graph, "balancer-backend"))).to.deep.equal([undefined, undefined]);
      expect(nodeNamed(graph, "balancer").published?.["facts"]).to.deep.include({
        optOuts: [{ argument: "armor", value: false, default: true }],
      });
      expect(graph.nodes.some(({ type }) => type.endsWith(":SecurityPolicy"))).to.equal(false);
    });
  });

  describe("clients", () => {
    const PEM = "-----BEGIN CERTIFICATE-----";

    it("show a certificate of an authority, where one is named", async () => {
      const graph = await recordBalancer({ clientAuthority: PEM });
      const trust = nodeNamed(graph, "balancer-clients", "gcp:certificatemanager/trustConfig:TrustConfig");
      expect(trust.inputs).to.deep.equal({
        location: "global",
        trustStores: [{ trustAnchors: [{ pemCertificate: { $secret: true } }] }],
      });
      const policy = nodeNamed(
        graph,
        "balancer-clients",
        "gcp:networksecurity/serverTlsPolicy:ServerTlsPolicy",
      );
      expect(policy.inputs).to.deep.equal({
        location: "global",
        allowOpen: false,
        mtlsPolicy: {
          clientValidationMode: "REJECT_INVALID",
          clientValidationTrustConfig: { $unknown: true },
        },
      });
      expect(policy.propertyDependencies["mtlsPolicy"]).to.deep.equal([trust.urn]);
      expect(nodeNamed(graph, "balancer-https-proxy").propertyDependencies["serverTlsPolicy"]).to.deep.equal([
        policy.urn,
      ]);
      expect(nodeNamed(graph, "balancer").published?.["facts"]).to.deep.include({
        clientCertificates: "required",
      });
      expect(JSON.stringify(graph)).not.to.contain(PEM);
    });

    it("are asked for nothing otherwise", async () => {
      const without = await recordBalancer();
      expect(nodeNamed(without, "balancer-https-proxy").inputs).not.to.have.property("serverTlsPolicy");
      const asked = await recordBalancer({ clientAuthority: PEM });
      expect(differences(without, asked)).to.have.members([
        "balancer-clients",
        "balancer-clients",
        "balancer-https-proxy",
      ]);
    });
  });
});
