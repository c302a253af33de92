import { UNKNOWN } from "#graph/model";
import { legacyMetadata } from "#policies/gcp/gke/nodes/legacy-metadata";
import { cluster, nodePool } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

const METADATA = "nodeConfig.metadata";

describeRule(legacyMetadata, {
  passes: {
    "nodes without legacy endpoints": [cluster(), nodePool()],
    "nodes with the metadata that GKE gives them": [nodePool({ [METADATA]: undefined })],
  },
  fails: {
    "nodes with legacy endpoints": {
      stack: [nodePool({ [`${METADATA}.disable-legacy-endpoints`]: "false" })],
      findings: [`the pool's nodes have legacy metadata endpoints [${METADATA}.disable-legacy-endpoints]`],
    },
    "metadata that takes GKE's own away, in an inline pool": {
      stack: [cluster({ nodePools: [{ nodeConfig: { metadata: { team: "shop" } } }] })],
      findings: [
        `the nodes of inline pool 0 have legacy metadata endpoints [nodePools[0].${METADATA}.disable-legacy-endpoints]`,
      ],
    },
  },
  unknown: {
    "metadata that is not known": { stack: [nodePool({ [METADATA]: UNKNOWN })], at: [METADATA] },
  },
});
