import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Namespace, type NamespaceArgs } from "#components/cluster/namespace";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import type { SystemContext } from "./contract/context.ts";
import { blueprintNames } from "./names.ts";
import type { Platform } from "./platform.ts";
import { systemQuota } from "./quotas.ts";

/**
 * Arguments of {@link createNamespace}. The default quota is half of all that the platform's own nodes can offer.
 *
 * @public
 */
export interface NamespaceBlueprintArgs extends Pick<NamespaceArgs, "quota" | "containerDefaults"> {
  /** Prefix of logical names. Default none, for the first namespace. */
  readonly name?: string;
  /** The system that it is part of. */
  readonly partOf: string;
  /** Name in the cluster, a DNS label. Default: the system's name. */
  readonly namespace?: string;
}

/** A system's namespace. */
export interface SystemNamespace {
  readonly namespace: string;
  readonly component: Namespace;
  /** Options of resources in it: its name is a plain string, so they need an explicit dependency. */
  readonly inNamespace: ComponentResourceOptions;
}

/** The namespace of a system, which allows only linked connections. */
export function createNamespace(
  { name, partOf, namespace = partOf, ...limits }: NamespaceBlueprintArgs,
  { inCluster, nodes }: Platform,
  { stack, environment }: SystemContext,
): SystemNamespace {
  const names = blueprintNames(name, stack);
  const quota = systemQuota(nodes);
  const component = new Namespace(
    names.of(partOf),
    { ...(quota ? { quota } : {}), ...limits, namespace, partOf, protect: environment.protect },
    inCluster,
  );
  const inNamespace = { ...inCluster, dependsOn: [component] };
  new NamespaceIsolation(names.of("isolation"), { namespace, partOf }, inNamespace);
  return { namespace, component, inNamespace };
}
