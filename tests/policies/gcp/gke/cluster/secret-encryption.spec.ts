import { UNKNOWN } from "#graph/model";
import { secretEncryption } from "#policies/gcp/gke/cluster/secret-encryption";
import { cluster } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

describeRule(secretEncryption, {
  passes: { "a cluster with a key": [cluster()] },
  fails: {
    "a cluster that does not say": {
      stack: [cluster({ databaseEncryption: undefined })],
      findings: ["Secrets are not encrypted with a customer-managed key [databaseEncryption.state]"],
    },
    "a cluster that names no key": {
      stack: [cluster({ "databaseEncryption.keyName": undefined })],
      findings: ["encryption of Secrets has no key [databaseEncryption.keyName]"],
    },
  },
  unknown: {
    "a key that is not made yet": {
      stack: [cluster({ "databaseEncryption.keyName": UNKNOWN })],
      at: ["databaseEncryption.keyName"],
    },
  },
});
