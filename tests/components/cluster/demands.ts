import { expect } from "chai";
import { isRecord, type Value, type Values } from "#graph/model";

/** The value at a path such as `privateClusterConfig.enablePrivateNodes`. */
export function at(inputs: Values, path: string): Value | undefined {
  return path
    .split(".")
    .reduce<Value | undefined>((value, key) => (isRecord(value) ? value[key] : undefined), inputs);
}

export const UNKNOWN = { $unknown: true };

/**
 * What the checks that others wrote ask of a cluster: their ids (CIS GKE 1.9.0, Checkov, Trivy), the field, and
 * what it has to be. "absent" is a field that may not be given.
 */
export const CLUSTER: [ids: string, path: string, demanded: unknown][] = [
  ["CIS 5.2.1, CKV2_GCP_1, GCP-0050", "nodeConfig.serviceAccount", UNKNOWN],
  ["CIS 5.2.2, CKV_GCP_69, GCP-0057", "workloadIdentityConfig.workloadPool", "test-project.svc.id.goog"],
  ["CIS 5.2.2, CKV_GCP_69, GCP-0057", "nodeConfig.workloadMetadataConfig.mode", "GKE_METADATA"],
  ["CIS 5.3.1", "databaseEncryption", { state: "ENCRYPTED", keyName: UNKNOWN }],
  ["CIS 5.1.4, CKV_GCP_66", "binaryAuthorization.evaluationMode", "PROJECT_SINGLETON_POLICY_ENFORCE"],
  ["CIS 5.5.1, CKV_GCP_22, GCP-0054", "nodeConfig.imageType", "COS_CONTAINERD"],
  ["CIS 5.5.4, CKV_GCP_70", "releaseChannel.channel", "REGULAR"],
  ["CIS 5.5.5, CKV_GCP_71, GCP-0055", "enableShieldedNodes", true],
  ["CIS 5.5.6, CKV_GCP_72", "nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring", true],
  ["CIS 5.5.7, CKV_GCP_68", "nodeConfig.shieldedInstanceConfig.enableSecureBoot", true],
  ["CIS 5.6.1, CKV_GCP_61", "enableIntranodeVisibility", true],
  ["CIS 5.6.2, CKV_GCP_23, GCP-0049", "networkingMode", "VPC_NATIVE"],
  ["CIS 5.6.2, CKV_GCP_23, GCP-0049", "ipAllocationPolicy.clusterSecondaryRangeName", "pods"],
  // Without IP endpoints there is nothing to authorize, and the provider drops the block.
  ["CIS 5.6.3, CKV_GCP_18, CKV_GCP_20, GCP-0053, GCP-0061", "masterAuthorizedNetworksConfig", "absent"],
  ["CIS 5.6.4, CKV_GCP_25", "privateClusterConfig.enablePrivateEndpoint", true],
  ["CIS 5.6.4", "controlPlaneEndpointsConfig.ipEndpointsConfig.enabled", false],
  ["CIS 5.6.5, CKV_GCP_64, GCP-0059", "privateClusterConfig.enablePrivateNodes", true],
  ["CIS 4.3.1, GCP-0056", "datapathProvider", "ADVANCED_DATAPATH"],
  [
    "CIS 5.7.1, CKV_GCP_1, GCP-0060",
    "loggingConfig.enableComponents",
    ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"],
  ],
  ["CIS 5.7.1, CKV_GCP_8, GCP-0052", "monitoringConfig.enableComponents", ["SYSTEM_COMPONENTS"]],
  ["CIS 5.8.1, CKV_GCP_13, GCP-0064", "masterAuth.clientCertificateConfig.issueClientCertificate", false],
  ["CIS 5.8.3, CKV_GCP_7, GCP-0062", "enableLegacyAbac", false],
  ["CIS 5.9.2", "nodeConfig.bootDiskKmsKey", UNKNOWN],
  ["CIS 5.10.2, CKV2_GCP_19", "enableKubernetesAlpha", false],
  ["CIS 5.10.4", "securityPostureConfig.mode", "BASIC"],
  ["CIS 4.1.8", "rbacBindingConfig.enableInsecureBindingSystemAuthenticated", false],
  ["CIS 4.1.9", "rbacBindingConfig.enableInsecureBindingSystemUnauthenticated", false],
  ["CIS 4.1.10", "anonymousAuthenticationConfig.mode", "LIMITED"],
  ["CKV_GCP_21, GCP-0051", "resourceLabels", { "managed-by": "strata" }],
  ["CKV_GCP_123", "nodePools", "absent"],
  ["CKV_GCP_123", "deletionProtection", true],
  ["CKV_GCP_123", "nodeConfig.kubeletConfig.insecureKubeletReadonlyPortEnabled", "FALSE"],
  ["CKV_GCP_123", "nodePoolDefaults.nodeConfigDefaults.insecureKubeletReadonlyPortEnabled", "FALSE"],
  // Without automatic pools nothing is provisioned with defaults of its own.
  ["CIS 5.2.1", "clusterAutoscaling.enabled", false],
];

/** The same of a node pool. */
export const POOL: [ids: string, path: string, demanded: unknown][] = [
  ["CIS 5.2.1, CKV2_GCP_1, GCP-0050", "nodeConfig.serviceAccount", UNKNOWN],
  ["CIS 5.2.2, CKV_GCP_69, GCP-0057", "nodeConfig.workloadMetadataConfig.mode", "GKE_METADATA"],
  ["CIS 5.5.1, CKV_GCP_22, GCP-0054", "nodeConfig.imageType", "COS_CONTAINERD"],
  ["CIS 5.5.2, CKV_GCP_9, GCP-0063", "management.autoRepair", true],
  ["CIS 5.5.3, CKV_GCP_10, GCP-0058", "management.autoUpgrade", true],
  ["CIS 5.5.6, CKV_GCP_72", "nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring", true],
  ["CIS 5.5.7, CKV_GCP_68", "nodeConfig.shieldedInstanceConfig.enableSecureBoot", true],
  ["CIS 5.6.5, CKV_GCP_64, GCP-0059", "networkConfig.enablePrivateNodes", true],
  ["CIS 5.9.2", "nodeConfig.bootDiskKmsKey", UNKNOWN],
  ["CKV_GCP_67", "nodeConfig.metadata", { "disable-legacy-endpoints": "true" }],
  ["CKV_GCP_123", "nodeConfig.kubeletConfig.insecureKubeletReadonlyPortEnabled", "FALSE"],
];

/** Beyond those: what the platform's golden path sets. */
export const GOLDEN_PATH: [path: string, demanded: unknown][] = [
  ["dnsConfig", { clusterDns: "CLOUD_DNS", clusterDnsScope: "CLUSTER_SCOPE" }],
  ["gatewayApiConfig.channel", "CHANNEL_STANDARD"],
  ["clusterAutoscaling.autoscalingProfile", "OPTIMIZE_UTILIZATION"],
  ["verticalPodAutoscaling.enabled", true],
  ["costManagementConfig.enabled", true],
  ["defaultMaxPodsPerNode", 48],
  ["addonsConfig.gkeBackupAgentConfig.enabled", true],
  ["controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic", true],
  ["controlPlaneEndpointsConfig.dnsEndpointConfig.enableK8sTokensViaDns", false],
  ["controlPlaneEndpointsConfig.dnsEndpointConfig.enableK8sCertsViaDns", false],
  ["serviceExternalIpsConfig.enabled", false],
  ["monitoringConfig.managedPrometheus.enabled", false],
  ["secretManagerConfig.enabled", false],
  ["inTransitEncryptionConfig", "IN_TRANSIT_ENCRYPTION_DISABLED"],
  ["enableFqdnNetworkPolicy", "absent"],
  ["networkPolicy", "absent"],
];

/** Fails unless a field is what it has to be. */
export function holds(inputs: Values, path: string, demanded: unknown): void {
  const found = at(inputs, path);
  if (demanded === "absent") {
    expect(found).to.equal(undefined);
  } else {
    expect(found).to.deep.equal(demanded);
  }
}
