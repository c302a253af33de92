import {
  integer,
  list,
  object,
  oneOf,
  required,
  text,
  texts,
} from "../core/kubernetes/custom-resource-fields.ts";

/** The used fields of cert-manager's custom resources. Source: cert-manager/cert-manager, deploy/crds, August 2026. */

/** Name of a Secret and, if it has several, of the key in it. */
const secretKey = object({ name: required(text), key: text });

export const CERTIFICATE = object({
  secretName: required(text),
  dnsNames: texts,
  duration: text,
  renewBefore: text,
  issuerRef: required(object({ name: required(text), kind: text, group: text })),
  privateKey: object({
    algorithm: oneOf("RSA", "ECDSA", "Ed25519"),
    encoding: oneOf("PKCS1", "PKCS8"),
    rotationPolicy: oneOf("Never", "Always"),
    size: integer,
  }),
  revisionHistoryLimit: integer,
  usages: list(oneOf("digital signature", "key encipherment", "server auth", "client auth")),
});

export const CLUSTER_ISSUER = object({
  selfSigned: object({}),
  acme: object({
    server: required(text),
    email: text,
    profile: text,
    privateKeySecretRef: required(secretKey),
    solvers: list(
      object({
        dns01: object({
          cloudflare: object({ apiTokenSecretRef: secretKey }),
          cnameStrategy: oneOf("None", "Follow"),
        }),
        selector: object({ dnsNames: texts, dnsZones: texts }),
      }),
    ),
  }),
});
