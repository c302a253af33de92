import { expect } from "chai";
import { UNKNOWN, type Value } from "#graph/model";
import { ingressTls } from "#policies/kubernetes/network/ingress-tls";
import { resource } from "../../support/nodes.ts";
import { describeRule, outcome } from "../../support/rules.ts";

const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";
const OLD = "kubernetes:extensions/v1beta1:Ingress";
const SERVER = "kubernetes:k8s.nginx.org/v1:VirtualServer";
const GATEWAY = "kubernetes:gateway.networking.k8s.io/v1:Gateway";

const RULES = [{ host: "shop.example" }, { host: "api.shop.example" }];
const ingress = (tls: Value, annotations: Value = {}) =>
  resource(INGRESS, { metadata: { annotations }, spec: { rules: RULES, tls } });
const gateway = (...protocols: readonly Value[]) =>
  resource(GATEWAY, { spec: { listeners: protocols.map((protocol) => ({ protocol })) } });

describeRule(ingressTls, {
  passes: {
    "a certificate for each host": [
      ingress([{ hosts: ["shop.example", "*.shop.example"], secretName: "a" }]),
    ],
    "a certificate for all hosts": [ingress([{ secretName: "a" }])],
    "a certificate of the cloud": [ingress([], { "networking.gke.io/managed-certificates": "shop" })],
    "a listener that finds its certificate": [
      ingress([], { "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]' }),
    ],
    "a server with a certificate": [
      resource(SERVER, { spec: { host: "shop.example", tls: { secret: "a" } } }),
    ],
    "a gateway that redirects plain requests": [gateway("HTTP", "HTTPS")],
    "a gateway for another protocol": [gateway("TCP")],
  },
  fails: {
    "an ingress without": {
      stack: [ingress([]), resource(OLD, { spec: { rules: RULES } })],
      findings: ["the ingress has no certificate [spec.tls]", "the ingress has no certificate [spec.tls]"],
    },
    "a listener for plain requests": {
      stack: [ingress([], { "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}]' })],
      findings: ["the ingress has no certificate [spec.tls]"],
    },
    "a host without": {
      stack: [ingress([{ hosts: ["shop.example"], secretName: "a" }])],
      findings: ["no certificate of the ingress is for api.shop.example [spec.rules[1].host]"],
    },
    "a server without": {
      stack: [resource(SERVER, { spec: { host: "shop.example" } })],
      findings: ["the host has no certificate [spec.tls]"],
    },
    "a gateway for plain requests": {
      stack: [gateway("HTTP")],
      findings: ["the gateway listens for plain HTTP only [spec.listeners]"],
    },
  },
  unknown: {
    "certificates that are not known": { stack: [ingress(UNKNOWN)], at: ["spec.tls"] },
    "a protocol that is not known": {
      stack: [gateway("HTTP", UNKNOWN)],
      at: ["spec.listeners[1].protocol"],
    },
  },
});

describe("entrances of a cluster", () => {
  for (const annotation of [
    "alb.ingress.kubernetes.io/certificate-arn",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "networking.gke.io/managed-certificates",
  ]) {
    it(`have a certificate by ${annotation}`, () => {
      expect(outcome(ingressTls, [ingress([], { [annotation]: "shop" })]).findings).to.deep.equal([]);
    });
  }

  for (const type of [
    "kubernetes:extensions/v1beta1:Ingress",
    "kubernetes:networking.k8s.io/v1:Ingress",
    "kubernetes:networking.k8s.io/v1beta1:Ingress",
    "kubernetes:k8s.nginx.org/v1:VirtualServer",
    "kubernetes:gateway.networking.k8s.io/v1:Gateway",
    "kubernetes:gateway.networking.k8s.io/v1beta1:Gateway",
  ]) {
    it(`I27 finds ${type} without TLS`, () => {
      const entrance = resource(type, { spec: { listeners: [{ protocol: "HTTP" }] } });
      expect(outcome(ingressTls, [entrance]).findings).to.have.length(1);
    });
  }
});
