import { UNKNOWN } from "#graph/model";
import { openFirewall } from "#policies/gcp/network/open-firewall";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const FIREWALL = "gcp:compute/firewall:Firewall";
const ALLOWS = [{ protocol: "tcp", ports: ["443"] }];

describeRule(openFirewall, {
  passes: {
    "named sources": [resource(FIREWALL, { allows: ALLOWS, sourceRanges: ["35.191.0.0/16"] })],
    "a rule outwards": [
      resource(FIREWALL, { allows: ALLOWS, direction: "EGRESS", sourceRanges: ["0.0.0.0/0"] }),
    ],
    "a rule that denies": [
      resource(FIREWALL, { denies: [{ protocol: "all" }], sourceRanges: ["0.0.0.0/0"] }),
    ],
    "a rule that is switched off": [
      resource(FIREWALL, { allows: ALLOWS, disabled: true, sourceRanges: ["0.0.0.0/0"] }),
    ],
  },
  fails: {
    "a rule for everybody who speaks the older protocol": {
      stack: [resource(FIREWALL, { allows: ALLOWS, sourceRanges: ["0.0.0.0/0"] })],
      findings: ["open to the whole internet (0.0.0.0/0) [sourceRanges]"],
    },
    "a rule for everybody": {
      stack: [resource(FIREWALL, { allows: ALLOWS, sourceRanges: ["10.0.0.0/8", "0.0.0.0/0", "::/0"] })],
      findings: ["open to the whole internet (0.0.0.0/0, ::/0) [sourceRanges]"],
    },
  },
  unknown: {
    "sources that are not known": {
      stack: [resource(FIREWALL, { allows: ALLOWS, sourceRanges: UNKNOWN })],
      at: ["sourceRanges"],
    },
  },
});
