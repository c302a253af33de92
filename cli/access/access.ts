import type { Graph } from "#graph/model";
import { cloudflareAccess, type TokenAccess } from "./cloudflare.ts";
import { type ProjectAccess, projectAccess } from "./google.ts";
import { type ClusterAccess, clusterAccess } from "./kubernetes.ts";
import { type Purchase, purchasesOf } from "./purchases.ts";

/** Rights that deploying a graph needs, by cloud. */
export interface Access {
  readonly cloudflare: readonly TokenAccess[];
  readonly google: readonly ProjectAccess[];
  readonly kubernetes: ClusterAccess;
  /** What has to be paid for at Cloudflare. */
  readonly purchases: readonly Purchase[];
  /** Resources whose rights are not known here: never part of the lists above. */
  readonly unknown: readonly UnknownAccess[];
}

/** A kind of resource that the tables of rights do not contain. */
export interface UnknownAccess {
  /** Type token, with what distinguishes it, such as a ruleset's phase or a release's chart. */
  readonly type: string;
  readonly names: readonly string[];
}

/** Providers of resources that exist only in the state. */
const WITHOUT_CLOUD = new Set(["pulumi", "random"]);

/** Works out the rights that creating, changing and reading a graph's resources needs. */
export function accessOf(graph: Graph): Access {
  const managed = graph.nodes.filter(({ custom, type }) => custom && !WITHOUT_CLOUD.has(providerOf(type)));
  const by = Map.groupBy(managed, ({ type }) => providerOf(type));
  const cloudflare = cloudflareAccess(by.get("cloudflare") ?? []);
  const google = projectAccess(by.get("gcp") ?? [], graph);
  const kubernetes = clusterAccess(by.get("kubernetes") ?? [], graph);
  const elsewhere = [...by]
    .filter(([provider]) => !["cloudflare", "gcp", "kubernetes"].includes(provider))
    .flatMap(([, nodes]) => nodes.map((node) => ({ type: node.type, node })));
  const unknown = [...cloudflare.unknown, ...google.unknown, ...kubernetes.unknown, ...elsewhere];
  return {
    cloudflare: cloudflare.rights,
    google: google.rights,
    kubernetes: kubernetes.rights,
    purchases: purchasesOf(graph.nodes),
    unknown: [...Map.groupBy(unknown, ({ type }) => type)].map(([type, found]) => ({
      type,
      names: found.map(({ node }) => node.name),
    })),
  };
}

function providerOf(type: string): string {
  return type.slice(0, type.indexOf(":"));
}
