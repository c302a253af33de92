import type { RecordBase } from "./base.ts";

/** Authorization to issue certificates. @public */
export interface AuthorityRecord extends RecordBase {
  readonly type: "CAA";
  /** "issue" for certificates of names, "issuewild" for wildcards, "issuemail" for S/MIME, "iodef" for reports. */
  readonly tag: "issue" | "issuewild" | "issuemail" | "iodef";
  /**
   * Domain of an authority such as `letsencrypt.org`, with parameters after `;`, or `;` for none; for iodef a
   * `mailto:`, `https://` or `http://` address.
   */
  readonly value: string;
  /** Whether an authority that does not understand the tag must refuse to issue. Default false. */
  readonly critical?: boolean;
}

/** Host and port of a service, such as `_sip._tls` or `_imaps._tcp`. */
export interface ServiceRecord extends RecordBase {
  readonly type: "SRV";
  /** 0 to 65535; lower values are tried first. */
  readonly priority: number;
  /** 0 to 65535; share of the clients among records of one priority. */
  readonly weight: number;
  /** 0 to 65535. */
  readonly port: number;
  /** Host name with addresses of its own, or "." if the service is not available. */
  readonly target: string;
}

/** How clients connect to a service, such as HTTP/3 support before the first connection. Source: RFC 9460. */
export interface ServiceBindingRecord extends RecordBase {
  readonly type: "HTTPS" | "SVCB";
  /** 0 makes the name an alias of the target; 1 to 65535 describe an endpoint, lower values first. */
  readonly priority: number;
  /** Host name, or "." for the record's own name. */
  readonly target: string;
  /** Such as `{ alpn: "h3,h2", port: "8443" }`; true for a key without a value. None with priority 0. */
  readonly parameters?: Readonly<Record<string, string | true>>;
}

/** Certificate or key that a TLS server must present, at a name such as `_25._tcp.mail`. Source: RFC 6698. */
export interface CertificateAssociationRecord extends RecordBase {
  readonly type: "TLSA";
  /** 0 to 3: authority or server certificate, with or without the public trust store. */
  readonly usage: number;
  /** 0: the whole certificate, 1: its public key. */
  readonly selector: number;
  /** 0: the data itself, 1: its SHA-256, 2: its SHA-512. */
  readonly matchingType: number;
  /** Hexadecimal. */
  readonly certificate: string;
}

/** Key of a name below the domain that NS records delegate. The domain's own belongs to the registrar. */
export interface DelegationSignerRecord extends RecordBase {
  readonly type: "DS";
  /** 0 to 65535. */
  readonly keyTag: number;
  /** Number of the signature algorithm, such as 13. */
  readonly algorithm: number;
  /** Number of the digest's algorithm, such as 2 for SHA-256. */
  readonly digestType: number;
  /** Hexadecimal. */
  readonly digest: string;
}

/** Fingerprint of an SSH server's key. Source: RFC 4255. */
export interface FingerprintRecord extends RecordBase {
  readonly type: "SSHFP";
  /** Number of the key's algorithm, such as 4 for Ed25519. */
  readonly algorithm: number;
  /** Number of the digest's algorithm: 1 for SHA-1, 2 for SHA-256. */
  readonly fingerprintType: number;
  /** Hexadecimal. */
  readonly fingerprint: string;
}

/** Address of a resource, at a name such as `_http._tcp`. Source: RFC 7553. */
export interface UriRecord extends RecordBase {
  readonly type: "URI";
  /** 0 to 65535; lower values are tried first. */
  readonly priority: number;
  /** 0 to 65535. */
  readonly weight: number;
  /** Absolute URI. */
  readonly target: string;
}

/** A record whose content has several fields, which the provider takes as `data`. */
export type DataRecord =
  | AuthorityRecord
  | ServiceRecord
  | ServiceBindingRecord
  | CertificateAssociationRecord
  | DelegationSignerRecord
  | FingerprintRecord
  | UriRecord;
