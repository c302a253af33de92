import { UNKNOWN } from "#graph/model";
import { networkPolicyEnforced } from "#policies/gcp/gke/cluster/network-policy";
import { cluster } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

describeRule(networkPolicyEnforced, {
  passes: {
    "Dataplane V2": [cluster()],
    Calico: [cluster({ datapathProvider: undefined, networkPolicy: { enabled: true } })],
    Autopilot: [cluster({ datapathProvider: undefined, enableAutopilot: true })],
  },
  fails: {
    neither: {
      stack: [cluster({ datapathProvider: "LEGACY_DATAPATH" })],
      findings: ["the cluster does not enforce network policies [datapathProvider]"],
    },
  },
  unknown: {
    "a datapath that is not known": {
      stack: [cluster({ datapathProvider: UNKNOWN })],
      at: ["datapathProvider"],
    },
  },
});
