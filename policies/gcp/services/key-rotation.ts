import { resourceRule } from "../../rule.ts";

/** The longest rotation period. Source: Checkov CKV_GCP_43, Trivy GCP-0065: 90 days. */
const MOST_SECONDS = 90 * 24 * 60 * 60;

export const keyRotation = resourceRule({
  id: "gcp-key-rotation",
  title: "Encryption keys are rotated within 90 days",
  frameworks: { Checkov: ["CKV_GCP_43"], Trivy: ["GCP-0065"] },
  appliesTo: ["gcp:kms/cryptoKey:CryptoKey"],
  fix: "set rotationPeriod to 7776000s or less",
  why: "A key that leaked decrypts everything that was ever encrypted with it.",
  *check(key) {
    const purpose = key.at("purpose");
    // Only keys for symmetric encryption rotate by themselves.
    if (purpose.exists() && !purpose.is("ENCRYPT_DECRYPT")) {
      return;
    }
    const period = key.at("rotationPeriod");
    const text = period.text();
    const seconds = text === undefined ? Number.POSITIVE_INFINITY : Number(text.replace(/s$/, ""));
    if (!(seconds <= MOST_SECONDS)) {
      yield period.violation(
        `the key is not rotated within 90 days (rotationPeriod is ${text ?? "not set"}; allowed: up to ${MOST_SECONDS}s)`,
      );
    }
  },
});
