import { CryptoKey } from "@pulumi/gcp/kms/cryptoKey.js";
import { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";

/** A key in its ring. */
export interface KeySettings {
  /** Name in the ring; it can never be reused, even after the key is destroyed. */
  readonly keyName: string;
  /** Id of the ring. */
  readonly keyRing: Input<string>;
  readonly protect: boolean;
}

/** 90 days, the longest that checks accept. Source: CIS Google Cloud, rotation of KMS keys. */
const ROTATION = "7776000s";

/**
 * Creates an encryption key with rotation. Data encrypted with it is lost with the key, so it is as protected as its
 * data.
 */
export function createKey(
  name: string,
  { keyName, keyRing, protect }: KeySettings,
  opts: CustomResourceOptions,
): CryptoKey {
  return new CryptoKey(
    name,
    {
      name: keyName,
      keyRing,
      purpose: "ENCRYPT_DECRYPT",
      rotationPeriod: ROTATION,
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    { ...opts, protect },
  );
}

/** Grants a service agent the use of a key for encryption and decryption. */
export function createKeyGrant(
  name: string,
  key: CryptoKey,
  member: Input<string>,
  opts: CustomResourceOptions,
): CryptoKeyIAMMember {
  const role = "roles/cloudkms.cryptoKeyEncrypterDecrypter";
  return new CryptoKeyIAMMember(name, { cryptoKeyId: key.id, role, member }, opts);
}
