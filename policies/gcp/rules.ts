import type { Rule } from "../rule.ts";
import { redisAccess } from "./cache/redis-access.ts";
import { controlPlaneAccess } from "./gke/control-plane-access.ts";
import { imagePolicy } from "./gke/image-policy.ts";
import { legacyAuthorization } from "./gke/legacy-authorization.ts";
import { networkPolicyEnforced } from "./gke/network-policy.ts";
import { nodeServiceAccount } from "./gke/node-service-account.ts";
import { privateNodes } from "./gke/private-nodes.ts";
import { releaseChannel } from "./gke/release-channel.ts";
import { secretEncryption } from "./gke/secret-encryption.ts";
import { shieldedNodes } from "./gke/shielded-nodes.ts";
import { workloadIdentity } from "./gke/workload-identity.ts";
import { basicRole } from "./iam/basic-role.ts";
import { defaultAccount } from "./iam/default-account.ts";
import { impersonation } from "./iam/impersonation.ts";
import { longLivedKey } from "./iam/long-lived-key.ts";
import { publicAccess } from "./iam/public-access.ts";
import { workloadIdentityTrust } from "./iam/workload-identity-trust.ts";
import { loadBalancerTls } from "./network/load-balancer-tls.ts";
import { openFirewall } from "./network/open-firewall.ts";
import { subnetFlowLogs } from "./network/subnet-flow-logs.ts";
import { subnetPrivateAccess } from "./network/subnet-private-access.ts";
import { sqlBackups } from "./sql/backups.ts";
import { sqlPublicAddress } from "./sql/public-address.ts";
import { sqlRootPassword } from "./sql/root-password.ts";
import { sqlTls } from "./sql/tls.ts";
import { bucketPublicAccess } from "./storage/bucket-public-access.ts";
import { bucketUniformAccess } from "./storage/bucket-uniform-access.ts";

/** @public */
export const GCP_RULES: readonly Rule[] = [
  basicRole,
  bucketPublicAccess,
  bucketUniformAccess,
  controlPlaneAccess,
  defaultAccount,
  imagePolicy,
  impersonation,
  legacyAuthorization,
  loadBalancerTls,
  longLivedKey,
  networkPolicyEnforced,
  nodeServiceAccount,
  openFirewall,
  privateNodes,
  publicAccess,
  redisAccess,
  releaseChannel,
  secretEncryption,
  shieldedNodes,
  sqlBackups,
  sqlPublicAddress,
  sqlRootPassword,
  sqlTls,
  subnetFlowLogs,
  subnetPrivateAccess,
  workloadIdentity,
  workloadIdentityTrust,
];
