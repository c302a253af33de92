import { UNKNOWN } from "#graph/model";
import { subnetFlowLogs } from "#policies/gcp/network/subnet-flow-logs";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const SUBNETWORK = "gcp:compute/subnetwork:Subnetwork";

describeRule(subnetFlowLogs, {
  passes: {
    "a subnetwork with logs": [
      resource(SUBNETWORK, { purpose: "PRIVATE", logConfig: { flowSampling: 0.1 } }),
    ],
    "a subnetwork for proxies, which cannot log": [
      resource(SUBNETWORK, { purpose: "REGIONAL_MANAGED_PROXY" }),
    ],
  },
  fails: {
    "a subnetwork without": {
      stack: [resource(SUBNETWORK, { ipCidrRange: "10.0.0.0/24" })],
      findings: ["the subnetwork has no flow logs [logConfig]"],
    },
  },
  unknown: {
    "logs that are not known": { stack: [resource(SUBNETWORK, { logConfig: UNKNOWN })], at: ["logConfig"] },
  },
});
