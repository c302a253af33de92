import { longLivedKey } from "#policies/gcp/iam/long-lived-key";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

describeRule(longLivedKey, {
  passes: {
    "an account without a key": [resource("gcp:serviceaccount/account:Account", { accountId: "a" })],
  },
  fails: {
    "a key of either kind": {
      stack: [
        resource("gcp:serviceaccount/key:Key", { serviceAccountId: "a" }),
        resource("gcp:storage/hmacKey:HmacKey", { serviceAccountEmail: "a" }),
      ],
      findings: [
        "a key of a service account that never expires",
        "an HMAC key for Cloud Storage that never expires",
      ],
    },
  },
  unknown: {},
});
