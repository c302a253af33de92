import { UNKNOWN } from "#graph/model";
import { keyRotation } from "#policies/gcp/services/key-rotation";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const KEY = "gcp:kms/cryptoKey:CryptoKey";
const found = (period: string) =>
  `the key is not rotated within 90 days (rotationPeriod is ${period}; allowed: up to 7776000s) [rotationPeriod]`;

describeRule(keyRotation, {
  passes: {
    "90 days": [resource(KEY, { purpose: "ENCRYPT_DECRYPT", rotationPeriod: "7776000s" })],
    "a key for signatures": [resource(KEY, { purpose: "ASYMMETRIC_SIGN" })],
  },
  fails: {
    "no rotation": { stack: [resource(KEY, { name: "a" })], findings: [found("not set")] },
    "a second more": {
      stack: [resource(KEY, { rotationPeriod: "7776001s" })],
      findings: [found("7776001s")],
    },
    "no number": { stack: [resource(KEY, { rotationPeriod: "90d" })], findings: [found("90d")] },
  },
  unknown: {
    "a period that is not known": {
      stack: [resource(KEY, { rotationPeriod: UNKNOWN })],
      at: ["rotationPeriod"],
    },
  },
});
