import type * as inputs from "@pulumi/kubernetes/types/input.js";

/** Default user and group of pods. Source: howlerops, pod security. */
export const DEFAULT_USER = 1001;

/**
 * A pod's security context within the Pod Security Standard "restricted".
 *
 * @param ports container ports; one below 1024 requires that unprivileged users may bind it, which the standard allows
 *   through this one sysctl
 */
export function podSecurity(user: number, ports: readonly number[]): inputs.core.v1.PodSecurityContext {
  const lowPort = ports.some((port) => port < 1024);
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    // Mounted secrets and empty directories belong to this group: readable and writable without root.
    fsGroup: user,
    seccompProfile: { type: "RuntimeDefault" },
    ...(lowPort ? { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] } : {}),
  };
}

/** Source: howlerops, pod security: read-only root filesystem, no capabilities, no privilege escalation. */
export function containerSecurity(): inputs.core.v1.SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  };
}
