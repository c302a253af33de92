import { UNKNOWN } from "#graph/model";
import { releaseChannel } from "#policies/gcp/gke/cluster/release-channel";
import { cluster } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

const PATH = "releaseChannel.channel";

describeRule(releaseChannel, {
  passes: { "a channel": [cluster()] },
  fails: {
    "no channel": {
      stack: [cluster({ releaseChannel: undefined })],
      findings: [`the cluster has no release channel (none given) [${PATH}]`],
    },
    "the absence of one by name": {
      stack: [cluster({ [PATH]: "UNSPECIFIED" })],
      findings: [`the cluster has no release channel (UNSPECIFIED) [${PATH}]`],
    },
  },
  unknown: { "a channel that is not known": { stack: [cluster({ [PATH]: UNKNOWN })], at: [PATH] } },
});
