import { LimitRange } from "@pulumi/kubernetes/core/v1/limitRange.js";
import { Namespace as KubernetesNamespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { ResourceQuota } from "@pulumi/kubernetes/core/v1/resourceQuota.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";

/** A relaxation of the "restricted" Pod Security Standard, with its reason. */
export interface RelaxedPodSecurity {
  readonly level: "baseline" | "privileged";
  /** Shown in the namespace's annotations and in the plan. */
  readonly reason: string;
}

/** Quota of all pods of a namespace together. */
export interface Quota {
  /** Pods that are not finished. Default 100. */
  readonly pods?: number;
  /** Processors requested, in cores. Default 8. */
  readonly cpuRequests?: number;
  /** Memory requested, in GiB. Default 24. */
  readonly memoryRequestsGiB?: number;
  /** Memory limits, in GiB. Default 48. */
  readonly memoryLimitsGiB?: number;
  /** Services of type LoadBalancer. Default 0: only the ingress is public. */
  readonly loadBalancers?: number;
}

/** Defaults of a container without requests or limits. */
export interface ContainerDefaults {
  /** Processor requested, in thousandths of a core. Default 50. */
  readonly cpuRequestMillis?: number;
  /** Memory requested, in MiB. Default 64. */
  readonly memoryRequestMiB?: number;
  /** Memory limit, in MiB. Default 256. */
  readonly memoryLimitMiB?: number;
}

/** Arguments of a {@link Namespace}. */
export interface NamespaceArgs {
  /** The system that the namespace belongs to. */
  readonly partOf: string;
  /** Name in the cluster, a DNS label. Default: the logical name. Changing it replaces everything in it. */
  readonly namespace?: string;
  /** Pod security level. Default "restricted" (source: Kubernetes, Pod Security Standards). */
  readonly podSecurity?: "restricted" | RelaxedPodSecurity;
  /** Quota of all its pods together. Default: 100 pods, 8 cores, 24 GiB, no load balancer. */
  readonly quota?: Quota;
  /** Defaults of a container without requests or limits. Default: 50m CPU, 64 MiB, at most 256 MiB. */
  readonly containerDefaults?: ContainerDefaults;
  /** Whether it refuses deletion, which would delete everything in it. Default true. */
  readonly protect?: boolean;
}

/** A namespace with pod security, a quota and default limits. @public */
export class Namespace extends Component {
  /** Name in the cluster, known at plan time: resources in it wait for this component through `dependsOn`. */
  readonly namespace: string;
  readonly resources: {
    readonly namespace: KubernetesNamespace;
    readonly quota: ResourceQuota;
    readonly limits: LimitRange;
  };

  constructor(name: string, args: NamespaceArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(argumentsOf("Namespace", name, args), name, args);
    super("cluster", "Namespace", name, settings, opts);

    const { quota, containerDefaults, exception, protect } = settings;
    const labels = labelsOf({ name: settings.namespace, partOf: settings.partOf });
    const namespace = new KubernetesNamespace(
      `${name}-namespace`,
      {
        metadata: {
          name: settings.namespace,
          labels: { ...labels, ...podSecurityLabels(exception?.level ?? "restricted") },
          annotations: exception ? { "strata/pod-security-reason": exception.reason } : {},
        },
      },
      { parent: this, protect },
    );
    const metadata = (kind: string) => ({ name: kind, namespace: settings.namespace, labels });
    // The name is a plain string, so these two and everything else inside need an explicit dependency.
    const inside = { parent: this, dependsOn: [namespace] };
    const hard = {
      pods: String(quota.pods),
      "requests.cpu": coresQuantity(quota.cpuRequests),
      "requests.memory": `${quota.memoryRequestsGiB}Gi`,
      "limits.memory": `${quota.memoryLimitsGiB}Gi`,
      "services.loadbalancers": String(quota.loadBalancers),
      // A load balancer's Service takes a node port for each of its ports, so ports are only counted without one.
      ...(quota.loadBalancers === 0 ? { "services.nodeports": "0" } : {}),
    };
    const limits = new LimitRange(
      `${name}-limits`,
      {
        metadata: metadata("defaults"),
        spec: {
          limits: [
            {
              type: "Container",
              default: { memory: `${containerDefaults.memoryLimitMiB}Mi` },
              defaultRequest: {
                cpu: `${containerDefaults.cpuRequestMillis}m`,
                memory: `${containerDefaults.memoryRequestMiB}Mi`,
              },
            },
          ],
        },
      },
      inside,
    );
    const resourceQuota = new ResourceQuota(
      `${name}-quota`,
      { metadata: metadata("quota"), spec: { hard } },
      inside,
    );

    this.namespace = settings.namespace;
    this.resources = { namespace, quota: resourceQuota, limits };
    this.publish({
      facts: {
        podSecurity: exception ?? { level: "restricted" },
        quota,
        ...optOuts({ protect: optOut(protect, true) }),
      },
    });
  }
}

/** Cores as the API returns them: it rewrites "1.4" to "1400m", and would differ at each update. */
function coresQuantity(cores: number): string {
  return Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m`;
}

/** Warnings and audit entries stay at "restricted", so that a relaxed namespace shows which relaxations it uses. */
function podSecurityLabels(level: string): Record<string, string> {
  const prefix = "pod-security.kubernetes.io";
  return {
    [`${prefix}/enforce`]: level,
    [`${prefix}/enforce-version`]: "latest",
    [`${prefix}/audit`]: "restricted",
    [`${prefix}/audit-version`]: "latest",
    [`${prefix}/warn`]: "restricted",
    [`${prefix}/warn-version`]: "latest",
  };
}

function withDefaults(checks: ArgumentChecks, name: string, args: NamespaceArgs) {
  const { namespace = name, partOf, podSecurity = "restricted", protect = true } = args;
  const quota = {
    pods: 100,
    cpuRequests: 8,
    memoryRequestsGiB: 24,
    memoryLimitsGiB: 48,
    loadBalancers: 0,
    ...args.quota,
  };
  const containerDefaults = {
    cpuRequestMillis: 50,
    memoryRequestMiB: 64,
    memoryLimitMiB: 256,
    ...args.containerDefaults,
  };
  checks.that(
    /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace) && !/^(kube-|gke-|default$)/.test(namespace),
    "namespace",
    namespace,
    "DNS labels of at most 63 characters that do not start with kube- or gke-, and not default",
  );
  checks.whole("quota.pods", quota.pods, 1, 200_000, "pods");
  checks.range("quota.cpuRequests", quota.cpuRequests, 0.1, 1_000_000, "cores");
  checks.whole("quota.memoryRequestsGiB", quota.memoryRequestsGiB, 1, 1_000_000, "GiB");
  checks.whole(
    "quota.memoryLimitsGiB",
    quota.memoryLimitsGiB,
    quota.memoryRequestsGiB,
    1_000_000,
    "GiB, at least memoryRequestsGiB",
  );
  checks.whole("quota.loadBalancers", quota.loadBalancers, 0, 750, "Services of type LoadBalancer");
  checks.whole("containerDefaults.cpuRequestMillis", containerDefaults.cpuRequestMillis, 1, 64_000);
  checks.whole("containerDefaults.memoryRequestMiB", containerDefaults.memoryRequestMiB, 4, 1_000_000, "MiB");
  checks.whole(
    "containerDefaults.memoryLimitMiB",
    containerDefaults.memoryLimitMiB,
    containerDefaults.memoryRequestMiB,
    1_000_000,
    "MiB, at least memoryRequestMiB",
  );
  const exception = podSecurity === "restricted" ? undefined : podSecurity;
  if (exception) {
    checks.oneOf("podSecurity.level", exception.level, ["baseline", "privileged"]);
    checks.that(exception.reason.trim() !== "", "podSecurity.reason", exception.reason, "reasons in words");
  }
  return { namespace, partOf, quota, containerDefaults, protect, ...(exception ? { exception } : {}) };
}
