import { type Node, UNKNOWN, type Values } from "#graph/model";
import { writtenSecret } from "#policies/claims/written-secret";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";

function object(type: string, name: string, spec: Values, namespace = "shop"): Node {
  return resource(`kubernetes:${type}`, { metadata: { name, namespace }, spec }, { name });
}

const certificate = (name: string, secretName: string, namespace?: string) =>
  object("cert-manager.io/v1:Certificate", name, { secretName }, namespace);
const external = (name: string, target: Values = {}) =>
  object("external-secrets.io/v1:ExternalSecret", name, { target });
const taken = (by: string, at: string) => `the Secret "site-tls" is claimed by ${by} already [${at}]`;

describeRule(writtenSecret, {
  passes: {
    "a Secret for each writer": [
      certificate("site", "site-tls"),
      external("session"),
      object("core/v1:Secret", "ca", {}),
    ],
    "one name in two namespaces": [
      certificate("a", "site-tls", "shop"),
      certificate("b", "site-tls", "blog"),
    ],
    "an ExternalSecret that adds to a Secret": [
      certificate("site", "site-tls"),
      external("more", { name: "site-tls", creationPolicy: "Merge" }),
    ],
  },
  fails: {
    "two certificates": {
      stack: [certificate("a", "site-tls"), certificate("b", "site-tls")],
      findings: [taken("a", "spec.secretName")],
    },
    "an ExternalSecret of a certificate's Secret": {
      stack: [certificate("a", "site-tls"), external("b", { name: "site-tls" })],
      findings: [taken("a", "spec.target.name")],
    },
    "an ExternalSecret whose own name is the Secret's": {
      stack: [object("core/v1:Secret", "site-tls", {}), external("site-tls")],
      findings: [taken("site-tls", "metadata.name")],
    },
  },
  unknown: {
    "a policy that is not known": {
      stack: [certificate("a", "site-tls"), external("b", { name: "site-tls", creationPolicy: UNKNOWN })],
      at: ["spec.target.creationPolicy"],
    },
  },
});
