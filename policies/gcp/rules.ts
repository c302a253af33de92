import type { Rule } from "../rule.ts";
import { redisAccess } from "./cache/redis-access.ts";
import { defaultMachineAccount } from "./compute/default-machine-account.ts";
import { projectMetadata } from "./compute/project-metadata.ts";
import { COMPUTE_PROPERTY_RULES } from "./compute/property-rules.ts";
import { controlPlaneAccess } from "./gke/cluster/control-plane-access.ts";
import { imagePolicy } from "./gke/cluster/image-policy.ts";
import { legacyAuthorization } from "./gke/cluster/legacy-authorization.ts";
import { networkPolicyEnforced } from "./gke/cluster/network-policy.ts";
import { releaseChannel } from "./gke/cluster/release-channel.ts";
import { secretEncryption } from "./gke/cluster/secret-encryption.ts";
import { workloadIdentity } from "./gke/cluster/workload-identity.ts";
import { kubeletPort } from "./gke/nodes/kubelet-port.ts";
import { legacyMetadata } from "./gke/nodes/legacy-metadata.ts";
import { nodeManagement } from "./gke/nodes/node-management.ts";
import { nodeServiceAccount } from "./gke/nodes/node-service-account.ts";
import { privateNodes } from "./gke/nodes/private-nodes.ts";
import { shieldedNodes } from "./gke/nodes/shielded-nodes.ts";
import { basicRole } from "./iam/basic-role.ts";
import { customRole } from "./iam/custom-role.ts";
import { defaultAccount } from "./iam/default-account.ts";
import { impersonation } from "./iam/impersonation.ts";
import { longLivedKey } from "./iam/long-lived-key.ts";
import { publicAccess } from "./iam/public-access.ts";
import { workloadIdentityTrust } from "./iam/workload-identity-trust.ts";
import { armorBypass } from "./network/armor-bypass.ts";
import { httpsRedirect } from "./network/https-redirect.ts";
import { loadBalancerTls } from "./network/load-balancer-tls.ts";
import { openFirewall } from "./network/open-firewall.ts";
import { openNetworks } from "./network/open-networks.ts";
import { subnetFlowLogs } from "./network/subnet-flow-logs.ts";
import { subnetPrivateAccess } from "./network/subnet-private-access.ts";
import { firebaseRules } from "./services/firebase-rules.ts";
import { keyRotation } from "./services/key-rotation.ts";
import { SERVICE_PROPERTY_RULES } from "./services/property-rules.ts";
import { sqlAccessFlags } from "./sql/access-flags.ts";
import { sqlAuditFlags } from "./sql/audit-flags.ts";
import { sqlBackups } from "./sql/backups.ts";
import { sqlPublicAddress } from "./sql/public-address.ts";
import { sqlRootPassword } from "./sql/root-password.ts";
import { sqlTls } from "./sql/tls.ts";
import { bucketPublicAccess } from "./storage/bucket-public-access.ts";
import { bucketUniformAccess } from "./storage/bucket-uniform-access.ts";

/** @public */
export const GCP_RULES: readonly Rule[] = [
  armorBypass,
  ...COMPUTE_PROPERTY_RULES,
  ...SERVICE_PROPERTY_RULES,
  basicRole,
  bucketPublicAccess,
  bucketUniformAccess,
  controlPlaneAccess,
  customRole,
  defaultAccount,
  httpsRedirect,
  defaultMachineAccount,
  firebaseRules,
  imagePolicy,
  kubeletPort,
  impersonation,
  keyRotation,
  legacyAuthorization,
  legacyMetadata,
  loadBalancerTls,
  longLivedKey,
  networkPolicyEnforced,
  nodeManagement,
  nodeServiceAccount,
  openFirewall,
  openNetworks,
  privateNodes,
  projectMetadata,
  publicAccess,
  redisAccess,
  releaseChannel,
  secretEncryption,
  shieldedNodes,
  sqlAccessFlags,
  sqlAuditFlags,
  sqlBackups,
  sqlPublicAddress,
  sqlRootPassword,
  sqlTls,
  subnetFlowLogs,
  subnetPrivateAccess,
  workloadIdentity,
  workloadIdentityTrust,
];
