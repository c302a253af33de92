import type { PolicyResource } from "../../context.ts";
import { type Outcome, type Property, separately, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

const INGRESSES = [
  "kubernetes:networking.k8s.io/v1:Ingress",
  "kubernetes:networking.k8s.io/v1beta1:Ingress",
  "kubernetes:extensions/v1beta1:Ingress",
];
const VIRTUAL_SERVER = "kubernetes:k8s.nginx.org/v1:VirtualServer";
const GATEWAYS = [
  "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  "kubernetes:gateway.networking.k8s.io/v1beta1:Gateway",
];

/** Annotations by which a controller has the certificate elsewhere. Sources: GKE docs, AWS Load Balancer Controller docs. */
const CERTIFICATES = [
  "ingress.gcp.kubernetes.io/pre-shared-cert",
  "networking.gke.io/managed-certificates",
  "alb.ingress.kubernetes.io/certificate-arn",
];
/** Ports of a load balancer, which finds certificates by their hosts. Source: AWS Load Balancer Controller docs. */
const LISTENERS = "alb.ingress.kubernetes.io/listen-ports";

export const ingressTls = resourceRule({
  id: "kubernetes-ingress-tls",
  title: "What enters the cluster is encrypted",
  severity: "high",
  frameworks: { Polaris: ["tlsSettingsMissing"] },
  appliesTo: [...INGRESSES, VIRTUAL_SERVER, ...GATEWAYS],
  fix: "give each host a certificate: spec.tls with its Secret, which cert-manager can fill",
  why: "Sessions and passwords are readable on every network between the visitor and the cluster.",
  *check(entrance) {
    if (entrance.type === VIRTUAL_SERVER) {
      yield* ofVirtualServer(entrance);
    } else if (GATEWAYS.includes(entrance.type)) {
      yield* ofGateway(entrance);
    } else {
      yield* ofIngress(entrance);
    }
  },
});

function* ofIngress(ingress: PolicyResource): Iterable<Outcome> {
  const tls = ingress.at("spec.tls");
  const entries = tls.items();
  if (entries.length === 0) {
    const annotations = ingress.at("metadata.annotations");
    if (!hasCertificate(annotations)) {
      yield tls.violation("the ingress has no certificate");
    }
    return;
  }
  // An entry without hosts is for all of them.
  if (entries.some((entry) => entry.at("hosts").items().length === 0)) {
    return;
  }
  const covered = entries.flatMap((entry) => entry.at("hosts").texts());
  yield* separately(ingress.at("spec.rules").items(), function* (rule) {
    const host = rule.at("host");
    const name = host.text();
    if (name !== undefined && !covered.some((each) => covers(each, name))) {
      yield host.violation(`no certificate of the ingress is for ${name}`);
    }
  });
}

function covers(host: string, name: string): boolean {
  return host === name || (host.startsWith("*.") && name.slice(name.indexOf(".")) === host.slice(1));
}

/** The TLS section is for the one host of the server; an upstream of another protocol has none. */
function* ofVirtualServer(server: PolicyResource): Iterable<Violation> {
  const tls = server.at("spec.tls");
  if (!tls.exists() && !server.at("spec.listener.https").exists()) {
    yield tls.violation("the host has no certificate");
  }
}

/** A listener for plain HTTP is accepted beside one for TLS: it redirects. */
function* ofGateway(gateway: PolicyResource): Iterable<Violation> {
  const listeners = gateway.at("spec.listeners");
  const protocols: Property[] = listeners.items().map((listener) => listener.at("protocol"));
  if (protocols.some((protocol) => protocol.is("HTTP")) && !protocols.some(isEncrypted)) {
    yield listeners.violation("the gateway listens for plain HTTP only");
  }
}

function isEncrypted(protocol: Property): boolean {
  return protocol.is("HTTPS") || protocol.is("TLS");
}

/** Whether the controller has a certificate that the ingress does not name. */
function hasCertificate(annotations: Property): boolean {
  return (
    CERTIFICATES.some((name) => annotations.key(name).exists()) ||
    annotations.key(LISTENERS).text()?.includes("HTTPS") === true
  );
}
