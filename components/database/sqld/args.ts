import type { Resources } from "../../workload/pod/container/resources.ts";

/** A database run by the cluster itself: one region, a primary and replicas in its zones. */
export interface SqldDriver {
  readonly kind: "sqld";
  /** An existing namespace. */
  readonly namespace: string;
  /** The system that the objects belong to. */
  readonly partOf: string;
  /** Image of libsql-server by digest, such as `ghcr.io/tursodatabase/libsql-server@sha256:…`. */
  readonly image: string;
  /** Public key (Ed25519, URL-safe base64) that verifies clients' tokens. It is not a secret. */
  readonly jwtPublicKey: string;
  /** Disk of each node, in GiB. Default 10; it can grow, never shrink. */
  readonly diskGiB?: number;
  /** Default "premium-rwo": SSDs of one zone. */
  readonly storageClass?: string;
  /** Default: 100m to 1 CPU, 256Mi to 1Gi memory. */
  readonly resources?: Resources;
}
