import type { ClusterArgs as GkeArgs } from "@pulumi/gcp/container/cluster.js";
import type { Input } from "@pulumi/pulumi";
import { workloadPoolOf } from "../../core/google/workload-identity.ts";
import type { NetworkRegion } from "../../network/network-region.ts";
import { type Maintenance, maintenancePolicy } from "./maintenance.ts";

/** Inputs of a cluster's settings. */
export interface GoldenPathSettings {
  readonly prefix: string;
  readonly projectId: string;
  readonly location: string;
  readonly network: NetworkRegion;
  readonly secretsKey: Input<string> | undefined;
  readonly releaseChannel: string;
  readonly maintenance: Required<Maintenance>;
  readonly binaryAuthorization: boolean;
  readonly securityGroup: string | undefined;
  readonly kubernetesTokens: boolean;
  readonly backupAgent: boolean;
  readonly secretManagerAddon: boolean;
  readonly controlPlaneMetrics: boolean;
  readonly interNodeEncryption: boolean;
  readonly hostNamePolicies: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether Google's Prometheus collects metrics, see the mode. */
  readonly managedPrometheus: boolean;
  readonly protect: boolean;
}

/**
 * A cluster's settings in the cloud, by subject; the settings for nodes are in {@link standardMode} or {@link
 * autopilotMode}. Sources: GKE, golden path and harden your cluster's security; CIS GKE 1.9.0, whose numbers are beside
 * the settings that they require.
 */
export function goldenPath(settings: GoldenPathSettings): GkeArgs {
  return {
    name: settings.prefix,
    location: settings.location,
    deletionProtection: settings.protect,
    resourceLabels: { ...settings.labels },
    ...networking(settings),
    ...access(settings),
    ...hardening(settings),
    ...operations(settings),
  };
}

function networking({ network, interNodeEncryption, hostNamePolicies }: GoldenPathSettings) {
  return {
    network: network.network,
    subnetwork: network.subnetwork,
    networkingMode: "VPC_NATIVE", // 5.6.2
    ipAllocationPolicy: {
      clusterSecondaryRangeName: network.podsRange,
      servicesSecondaryRangeName: network.servicesRange,
      stackType: "IPV4",
    },
    datapathProvider: "ADVANCED_DATAPATH", // 4.3.1: it enforces network policies by itself
    inTransitEncryptionConfig: interNodeEncryption
      ? "IN_TRANSIT_ENCRYPTION_INTER_NODE_TRANSPARENT"
      : "IN_TRANSIT_ENCRYPTION_DISABLED",
    ...(hostNamePolicies ? { enableFqdnNetworkPolicy: true } : {}),
    gatewayApiConfig: { channel: "CHANNEL_STANDARD" },
    enableL4IlbSubsetting: true,
  } satisfies Partial<GkeArgs>;
}

/** The control plane is reachable only through a DNS name guarded by IAM; it has no address to scan or to allow. */
function access({ securityGroup, kubernetesTokens }: GoldenPathSettings) {
  return {
    privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: true }, // 5.6.5, 5.6.4
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: {
        allowExternalTraffic: true,
        enableK8sTokensViaDns: kubernetesTokens,
        enableK8sCertsViaDns: false,
      },
      ipEndpointsConfig: { enabled: false },
    },
    // 5.6.3 holds without masterAuthorizedNetworksConfig: while the IP endpoints are off, the provider does not send it
    // and reads it as absent, so that each update would show a change (source: terraform-provider-google,
    // resource_container_cluster.go, expandControlPlaneEndpointsConfig).
    masterAuth: { clientCertificateConfig: { issueClientCertificate: false } }, // 5.8.1
    enableLegacyAbac: false, // 5.8.3
    rbacBindingConfig: {
      // 4.1.8, 4.1.9
      enableInsecureBindingSystemAuthenticated: false,
      enableInsecureBindingSystemUnauthenticated: false,
    },
    anonymousAuthenticationConfig: { mode: "LIMITED" }, // 4.1.10
    ...(securityGroup === undefined ? {} : { authenticatorGroupsConfig: { securityGroup } }), // 5.8.2
  } satisfies Partial<GkeArgs>;
}

function hardening({ projectId, secretsKey, binaryAuthorization, secretManagerAddon }: GoldenPathSettings) {
  return {
    workloadIdentityConfig: { workloadPool: workloadPoolOf({ id: projectId }) }, // 5.2.2
    // 5.3.1
    databaseEncryption:
      secretsKey === undefined ? { state: "DECRYPTED" } : { state: "ENCRYPTED", keyName: secretsKey },
    // 5.1.4
    binaryAuthorization: {
      evaluationMode: binaryAuthorization ? "PROJECT_SINGLETON_POLICY_ENFORCE" : "DISABLED",
    },
    enableKubernetesAlpha: false, // 5.10.2
    // 5.10.4. Scanning images in the cluster is no longer offered; the registry does it.
    securityPostureConfig: { mode: "BASIC", vulnerabilityMode: "VULNERABILITY_DISABLED" },
    secretManagerConfig: secretManagerAddon
      ? { enabled: true, rotationConfig: { enabled: true, rotationInterval: "120s" } }
      : { enabled: false },
  } satisfies Partial<GkeArgs>;
}

function operations(settings: GoldenPathSettings) {
  return {
    releaseChannel: { channel: settings.releaseChannel }, // 5.5.4
    maintenancePolicy: maintenancePolicy(settings.maintenance),
    // 5.7.1
    loggingConfig: {
      enableComponents: ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"],
    },
    monitoringConfig: {
      enableComponents: settings.controlPlaneMetrics
        ? ["SYSTEM_COMPONENTS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"]
        : ["SYSTEM_COMPONENTS"],
      managedPrometheus: { enabled: settings.managedPrometheus },
    },
    costManagementConfig: { enabled: true },
    verticalPodAutoscaling: { enabled: true },
    addonsConfig: {
      gcePersistentDiskCsiDriverConfig: { enabled: true },
      gkeBackupAgentConfig: { enabled: settings.backupAgent },
      horizontalPodAutoscaling: { disabled: false },
      httpLoadBalancing: { disabled: false },
    },
  } satisfies Partial<GkeArgs>;
}
