import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Namespace } from "#components/cluster/namespace";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import type { SystemContext } from "./context.ts";
import type { Platform } from "./platform.ts";

/** A system's own namespace. */
export interface SystemNamespace {
  readonly namespace: string;
  readonly component: Namespace;
  /** Options of whatever lies in it: its name is plain text, so what is made in it has to be told to wait. */
  readonly inNamespace: ComponentResourceOptions;
}

/** The namespace of a system, in which nothing connects but what links say. */
export function createNamespace(
  partOf: string,
  { inCluster }: Platform,
  { environment }: SystemContext,
): SystemNamespace {
  const made = new Namespace(partOf, { partOf, protect: environment.protect }, inCluster);
  const { namespace } = made;
  const inNamespace = { ...inCluster, dependsOn: [made] };
  new NamespaceIsolation("isolation", { namespace, partOf }, inNamespace);
  return { namespace, component: made, inNamespace };
}
