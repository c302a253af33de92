import type { Resources } from "../../workload/pod/container/resources.ts";

/** A database that the cluster itself runs: one region, a primary and copies in its zones. */
export interface SqldDriver {
  readonly kind: "sqld";
  /** Namespace that exists already. */
  readonly namespace: string;
  /** System that the objects are part of. */
  readonly partOf: string;
  /** Image of libsql-server by digest, such as `ghcr.io/tursodatabase/libsql-server@sha256:…`. */
  readonly image: string;
  /** Public key (Ed25519, URL-safe base64) that clients' tokens are checked with. It is no secret. */
  readonly jwtPublicKey: string;
  /** Disk of each node, in GiB. Default 10; it can grow, never shrink. */
  readonly diskGiB?: number;
  /** Default "premium-rwo": SSDs of one zone. */
  readonly storageClass?: string;
  /** Default: 100m to 1 CPU, 256Mi to 1Gi memory. */
  readonly resources?: Resources;
}
