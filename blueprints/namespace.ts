import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Namespace, type NamespaceArgs } from "#components/cluster/namespace";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import type { SystemContext } from "./context.ts";
import { blueprintNames } from "./names.ts";
import type { Platform } from "./platform.ts";

/** Arguments of {@link createNamespace}. */
export interface NamespaceBlueprintArgs extends Pick<NamespaceArgs, "quota" | "containerDefaults"> {
  /** Start of logical names. Default none, for the first namespace. */
  readonly name?: string;
  /** System that it is part of. */
  readonly partOf: string;
  /** Name in the cluster, a DNS label. Default: that of the system. */
  readonly namespace?: string;
}

/** A system's own namespace. */
export interface SystemNamespace {
  readonly namespace: string;
  readonly component: Namespace;
  /** Options of whatever lies in it: its name is plain text, so what is made in it has to be told to wait. */
  readonly inNamespace: ComponentResourceOptions;
}

/** The namespace of a system, in which nothing connects but what links say. */
export function createNamespace(
  { name, partOf, namespace = partOf, ...limits }: NamespaceBlueprintArgs,
  { inCluster }: Platform,
  { stack, environment }: SystemContext,
): SystemNamespace {
  const names = blueprintNames(name, stack);
  const component = new Namespace(
    names.of(partOf),
    { ...limits, namespace, partOf, protect: environment.protect },
    inCluster,
  );
  const inNamespace = { ...inCluster, dependsOn: [component] };
  new NamespaceIsolation(names.of("isolation"), { namespace, partOf }, inNamespace);
  return { namespace, component, inNamespace };
}
