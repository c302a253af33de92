import { UNKNOWN } from "#graph/model";
import { controlPlaneAccess } from "#policies/gcp/gke/cluster/control-plane-access";
import { cluster } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

const BY_NAME = "controlPlaneEndpointsConfig.ipEndpointsConfig.enabled";
const BLOCKS = "masterAuthorizedNetworksConfig.cidrBlocks";

describeRule(controlPlaneAccess, {
  passes: {
    "a DNS endpoint alone": [cluster()],
    "a private endpoint": [cluster({ [BY_NAME]: true, "privateClusterConfig.enablePrivateEndpoint": true })],
    "a list of networks": [
      cluster({
        [BY_NAME]: true,
        masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "192.0.2.0/24" }] },
      }),
    ],
  },
  fails: {
    "a public endpoint without a list": {
      stack: [cluster({ controlPlaneEndpointsConfig: undefined })],
      findings: ["access to the API server is not restricted [masterAuthorizedNetworksConfig]"],
    },
    "a list with everybody on it": {
      stack: [cluster({ masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: "0.0.0.0/0" }] } })],
      findings: [`the API server is open to the whole internet (0.0.0.0/0) [${BLOCKS}]`],
    },
    "every machine on Google Cloud": {
      stack: [
        cluster({
          masterAuthorizedNetworksConfig: {
            cidrBlocks: [{ cidrBlock: "192.0.2.0/24" }],
            gcpPublicCidrsAccessEnabled: true,
          },
        }),
      ],
      findings: [
        "the API server is open to every machine on Google Cloud [masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled]",
      ],
    },
    "halves of the internet": {
      stack: [
        cluster({
          [BLOCKS]: [{ cidrBlock: "0.0.0.0/1" }, { cidrBlock: "10.0.0.0/8" }, { cidrBlock: "128.0.0.0/1" }],
        }),
      ],
      findings: [`the API server is open to the whole internet (0.0.0.0/1, 128.0.0.0/1) [${BLOCKS}]`],
    },
  },
  unknown: { "an endpoint that is not known": { stack: [cluster({ [BY_NAME]: UNKNOWN })], at: [BY_NAME] } },
});
