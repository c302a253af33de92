import type { Rule } from "../rule.ts";
import { autoscaledReplicas } from "./availability/autoscaled-replicas.ts";
import { autoscalerTolerance } from "./availability/autoscaler-tolerance.ts";
import { disruptionBudget } from "./availability/disruption-budget.ts";
import { distinctProbes } from "./availability/distinct-probes.ts";
import { probes } from "./availability/probes.ts";
import { resourceRequests } from "./availability/resource-requests.ts";
import { rollout } from "./availability/rollout.ts";
import { singleScheduler } from "./availability/single-scheduler.ts";
import { chartHostAccess } from "./charts/chart-host-access.ts";
import { chartImageTag } from "./charts/chart-image-tag.ts";
import { chartResources } from "./charts/chart-resources.ts";
import { namespacePodSecurity } from "./namespace/pod-security.ts";
import { defaultDeny } from "./network/default-deny.ts";
import { exposedService } from "./network/exposed-service.ts";
import { ingressTls } from "./network/ingress-tls.ts";
import { openNetworkPolicy } from "./network/open-network-policy.ts";
import { scaledRateLimit } from "./network/scaled-rate-limit.ts";
import { sessionAffinity } from "./network/session-affinity.ts";
import { dropCapabilities } from "./pod/drop-capabilities.ts";
import { hostAccess } from "./pod/host-access.ts";
import { imageDigest } from "./pod/image-digest.ts";
import { imageTag } from "./pod/image-tag.ts";
import { privilegeEscalation } from "./pod/privilege-escalation.ts";
import { readOnlyRoot } from "./pod/read-only-root.ts";
import { runAsNonRoot } from "./pod/run-as-non-root.ts";
import { seccompProfile } from "./pod/seccomp-profile.ts";
import { serviceAccountToken } from "./pod/service-account-token.ts";
import { anonymousBinding } from "./rbac/anonymous-binding.ts";
import { clusterAdmin } from "./rbac/cluster-admin.ts";
import { defaultAccountBinding } from "./rbac/default-account-binding.ts";
import { rbacEscalation } from "./rbac/escalation.ts";
import { rbacSecretAccess } from "./rbac/secret-access.ts";
import { rbacWildcard } from "./rbac/wildcard.ts";
import { secretInArguments } from "./secrets/secret-in-arguments.ts";
import { secretInConfigMap } from "./secrets/secret-in-config-map.ts";
import { secretInEnvironment } from "./secrets/secret-in-environment.ts";

/** @public */
export const KUBERNETES_RULES: readonly Rule[] = [
  anonymousBinding,
  autoscaledReplicas,
  autoscalerTolerance,
  chartHostAccess,
  chartImageTag,
  chartResources,
  clusterAdmin,
  defaultAccountBinding,
  defaultDeny,
  disruptionBudget,
  distinctProbes,
  dropCapabilities,
  exposedService,
  hostAccess,
  imageDigest,
  imageTag,
  openNetworkPolicy,
  ingressTls,
  namespacePodSecurity,
  privilegeEscalation,
  probes,
  rbacEscalation,
  rbacSecretAccess,
  rbacWildcard,
  readOnlyRoot,
  resourceRequests,
  rollout,
  runAsNonRoot,
  scaledRateLimit,
  seccompProfile,
  secretInArguments,
  secretInConfigMap,
  secretInEnvironment,
  serviceAccountToken,
  sessionAffinity,
  singleScheduler,
];
