import { UNKNOWN } from "#graph/model";
import { subnetPrivateAccess } from "#policies/gcp/network/subnet-private-access";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const SUBNETWORK = "gcp:compute/subnetwork:Subnetwork";

describeRule(subnetPrivateAccess, {
  passes: {
    "a subnetwork with private access": [resource(SUBNETWORK, { privateIpGoogleAccess: true })],
    "a subnetwork for Private Service Connect": [
      resource(SUBNETWORK, { purpose: "PRIVATE_SERVICE_CONNECT" }),
    ],
  },
  fails: {
    "a subnetwork without": {
      stack: [resource(SUBNETWORK, { ipCidrRange: "10.0.0.0/24" })],
      findings: ["the subnetwork has no Private Google Access [privateIpGoogleAccess]"],
    },
  },
  unknown: {
    "a purpose that is not known": { stack: [resource(SUBNETWORK, { purpose: UNKNOWN })], at: ["purpose"] },
  },
});
