import { type Node, UNKNOWN, type Value } from "#graph/model";
import { issuedHost } from "#policies/references/issued-host";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

function issuer(spec: Value): Node {
  return resource(
    "kubernetes:cert-manager.io/v1:ClusterIssuer",
    { metadata: { name: "acme" }, spec },
    { name: "acme" },
  );
}

const DNS = { dns01: { cloudflare: {} } };
const inZones = (...dnsZones: Value[]) => issuer({ acme: { solvers: [{ ...DNS, selector: { dnsZones } }] } });

function certificate(...dnsNames: Value[]): Node {
  const metadata = { name: "site", namespace: "shop" };
  return resource("kubernetes:cert-manager.io/v1:Certificate", {
    metadata,
    spec: { dnsNames, issuerRef: { kind: "ClusterIssuer", name: "acme" } },
  });
}

const AT = "spec.dnsNames";

describeRule(issuedHost, {
  passes: {
    "names of a zone": [
      inZones("example.com"),
      certificate("example.com", "www.example.com", "*.example.com"),
    ],
    "any name, without a selector": [issuer({ acme: { solvers: [DNS] } }), certificate("example.net")],
    "an authority that asks for no proof": [issuer({ selfSigned: {} }), certificate("ingress.internal")],
    "an issuer of another program": [certificate("example.net")],
  },
  fails: {
    "a name of another zone": {
      stack: [inZones("example.com"), certificate("example.com", "example.net", "badexample.com")],
      findings: [
        `the issuer "acme" cannot prove example.net: only example.com [${AT}[1]]`,
        `the issuer "acme" cannot prove badexample.com: only example.com [${AT}[2]]`,
      ],
    },
    "a wildcard by HTTP": {
      stack: [issuer({ acme: { solvers: [{ http01: { ingress: {} } }] } }), certificate("*.example.com")],
      findings: [`the issuer "acme" cannot prove *.example.com: no wildcards, as it uses HTTP [${AT}[0]]`],
    },
  },
  unknown: {
    "a zone that is not known": {
      stack: [inZones(UNKNOWN), certificate("example.com")],
      at: ["spec.acme.solvers[0].selector.dnsZones[0]"],
    },
  },
});
