import type { Node, Value, Values } from "#graph/model";
import { changedAll, resource } from "./nodes.ts";

type Changes = Readonly<Record<string, Value | undefined>>;

/** A GKE cluster without nodes of its own that meets every rule, with some of its inputs changed. */
export function cluster(changes: Changes = {}): Node {
  const inputs = {
    location: "us-central1",
    removeDefaultNodePool: true,
    privateClusterConfig: { enablePrivateNodes: true },
    workloadIdentityConfig: { workloadPool: "test-project.svc.id.goog" },
    databaseEncryption: {
      state: "ENCRYPTED",
      keyName: "projects/test-project/locations/us-central1/keyRings/r/cryptoKeys/k",
    },
    releaseChannel: { channel: "REGULAR" },
    datapathProvider: "ADVANCED_DATAPATH",
    controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } },
    costManagementConfig: { enabled: true },
    deletionProtection: false,
  };
  return changedAll(resource("gcp:container/cluster:Cluster", inputs), changes);
}

/** A configuration of nodes that meets every rule. */
export const NODE_CONFIG: Values = {
  serviceAccount: "nodes@test-project.iam.gserviceaccount.com",
  workloadMetadataConfig: { mode: "GKE_METADATA" },
  shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
  metadata: { "disable-legacy-endpoints": "true" },
};

/** A node pool that meets every rule, with some of its inputs changed. */
export function nodePool(changes: Changes = {}): Node {
  const inputs = { nodeConfig: NODE_CONFIG, management: { autoUpgrade: true, autoRepair: true } };
  return changedAll(resource("gcp:container/nodePool:NodePool", inputs), changes);
}
