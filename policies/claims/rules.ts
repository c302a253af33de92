import type { Rule } from "../rule.ts";
import { autoscaledWorkload } from "./autoscaled-workload.ts";
import { cloudResource } from "./cloud-resource.ts";
import { clusterDefault } from "./cluster-default.ts";
import { disruptionBudgetClaim } from "./disruption-budget.ts";
import { dnsName } from "./dns-name.ts";
import { iamRole } from "./iam-role.ts";
import { ingressHost } from "./ingress-host.ts";
import { kubernetesObject } from "./kubernetes-object.ts";
import { serviceAddress } from "./service-address.ts";
import { writtenSecret } from "./written-secret.ts";

/** @public */
export const CLAIM_RULES: readonly Rule[] = [
  autoscaledWorkload,
  cloudResource,
  clusterDefault,
  disruptionBudgetClaim,
  dnsName,
  iamRole,
  ingressHost,
  kubernetesObject,
  serviceAddress,
  writtenSecret,
];
