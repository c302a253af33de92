import { resourceRule } from "../../rule.ts";

/** Keys that hold until someone deletes them, and what they stand for. */
const KEYS: Readonly<Record<string, string>> = {
  "gcp:serviceaccount/key:Key": "a key of a service account",
  "gcp:storage/hmacKey:HmacKey": "an HMAC key for Cloud Storage",
};

export const longLivedKey = resourceRule({
  id: "gcp-long-lived-key",
  title: "Service accounts have no long-lived keys",
  severity: "high",
  frameworks: { Checkov: ["CKV2_GCP_3"] },
  appliesTo: Object.keys(KEYS),
  fix: "use workload identity: the identity of the pod, the machine or the pipeline, without a key",
  why: "A key is valid for years wherever it is copied; it is also in the state of the stack.",
  *check(key) {
    yield { path: "", message: `${KEYS[key.type]} that never expires` };
  },
});
