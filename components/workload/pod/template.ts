import type * as inputs from "@pulumi/kubernetes/types/input.js";
import { labelsOf } from "../../core/kubernetes/labels.ts";
import { placementOf } from "../../core/kubernetes/placement.ts";
import { environmentOf, plainValue } from "./container/environment.ts";
import { pullPolicyOf } from "./container/image.ts";
import { type ContainerParts, moreContainers } from "./container/more-containers.ts";
import { resourceRequirements } from "./container/resources.ts";
import { secretReasons, secretVariables } from "./container/secret-environment.ts";
import { gracefulShutdown, type Shutdown } from "./container/shutdown.ts";
import { volumeMounts, volumesOf } from "./files/volumes.ts";
import { containerSecurity, podSecurity } from "./rights/security.ts";
import type { PodSettings } from "./settings.ts";

/** Settings that differ between kinds of workloads. */
export interface TemplateParts {
  /** Container ports by name. Default none. */
  readonly ports?: Readonly<Record<string, number>>;
  readonly probes?: Pick<inputs.core.v1.Container, "livenessProbe" | "readinessProbe" | "startupProbe">;
  /** Default: no wait, and the kubelet's default of 30 s. */
  readonly shutdown?: Shutdown;
  readonly spread?: inputs.core.v1.TopologySpreadConstraint[];
  /** "Never" for pods that run to completion. Default "Always". */
  readonly restartPolicy?: "Always" | "Never";
}

/** The pod of a workload: its container and those beside it, within the Pod Security Standard "restricted". */
export function podTemplate(settings: PodSettings, parts: TemplateParts): inputs.core.v1.PodTemplateSpec {
  const { name, priorityClassName, user, image, command, args, resources } = settings;
  const ports = parts.ports ?? {};
  const shutdown = parts.shutdown && gracefulShutdown(parts.shutdown);
  const { imagePullSecrets, hostAliases } = settings;
  const annotations = {
    ...settings.annotations,
    ...secretReasons(settings.secretEnvironment),
    "kubectl.kubernetes.io/default-container": name,
    // Empty directories are scratch space and do not block drains; unfinished work does.
    "cluster-autoscaler.kubernetes.io/safe-to-evict": parts.restartPolicy === "Never" ? "false" : "true",
  };
  const own: ContainerParts = {
    name,
    image,
    resources,
    ...(command ? { command } : {}),
    ...(args ? { args } : {}),
    more: {
      ...(Object.keys(ports).length > 0 ? { ports: containerPorts(ports) } : {}),
      ...parts.probes,
      ...(shutdown ? { lifecycle: shutdown.lifecycle } : {}),
    },
  };
  const before = moreContainers(settings).map((each) => container(settings, each));
  return {
    metadata: { labels: labelsOf(settings), annotations },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: settings.apiRules.length > 0,
      // Kubernetes would add variables such as BACKEND_PORT for every Service, which would collide with the links'
      // variables.
      enableServiceLinks: false,
      securityContext: podSecurity(user, Object.values(ports)),
      // A Service's full name has four dots: with the default of five, each lookup would first try the search domains.
      dnsConfig: { options: [{ name: "ndots", value: "2" }] },
      ...(before.length > 0 ? { initContainers: before } : {}),
      containers: [container(settings, own)],
      volumes: volumesOf(name, settings),
      ...(shutdown ? { terminationGracePeriodSeconds: shutdown.terminationGracePeriodSeconds } : {}),
      ...(parts.spread ? { topologySpreadConstraints: parts.spread } : {}),
      ...(parts.restartPolicy ? { restartPolicy: parts.restartPolicy } : {}),
      ...(priorityClassName === undefined ? {} : { priorityClassName }),
      ...(imagePullSecrets.length > 0
        ? { imagePullSecrets: imagePullSecrets.map((secret) => ({ name: secret })) }
        : {}),
      ...(Object.keys(hostAliases).length > 0
        ? { hostAliases: Object.entries(hostAliases).map(([ip, names]) => ({ ip, hostnames: [...names] })) }
        : {}),
      ...placementOf(settings.placement, settings.resources.gpus),
    },
  };
}

/** A container with the pod's environment, files and restrictions. */
function container(settings: PodSettings, parts: ContainerParts): inputs.core.v1.Container {
  const { component, id, links, credentials, environment, secretEnvironment } = settings;
  const { name, image, command, args, resources, more } = parts;
  const env = [
    ...Object.entries(environmentOf(links, credentials, environment)).map(([key, value]) => ({
      name: key,
      value: plainValue(component, id, `environment.${key}`, value),
    })),
    ...secretVariables(secretEnvironment, credentials),
  ];
  return {
    name,
    image,
    imagePullPolicy: pullPolicyOf(image),
    ...(command ? { command: [...command] } : {}),
    ...(args ? { args: [...args] } : {}),
    ...(env.length > 0 ? { env } : {}),
    resources: resourceRequirements(resources),
    securityContext: containerSecurity(),
    volumeMounts: volumeMounts(settings),
    ...more,
  };
}

function containerPorts(ports: Readonly<Record<string, number>>): inputs.core.v1.ContainerPort[] {
  return Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort }));
}
