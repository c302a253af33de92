import { HELM_RELEASE } from "#graph/kubernetes-types";
import type { Node } from "#graph/model";
import { recordedChart } from "#models/charts/charts";
import { unreadManifests } from "../reading/manifests.ts";
import { contentsOf, type UnreadPart } from "../reading/readings.ts";
import type { RuleMetadata } from "../rule.ts";
import { declaredOf } from "./types/declared.ts";

/** A resource, or a part of one, that may hold what rules judge, and that no rule sees. Plain data. */
export interface NotLookedInto {
  readonly urn: string;
  readonly type: string;
  /** The part, such as `items[0]`; empty for the resource as a whole. */
  readonly path: string;
  readonly reason: string;
}

/**
 * What of a graph no rule looks into: in the order of the graph. A resource of a type that a rule is about is looked
 * into, and so is one whose type is declared to hold nothing that a rule judges.
 *
 * @param catalog rules that count
 */
export function notLookedInto(
  nodes: readonly Node[],
  catalog: readonly Pick<RuleMetadata, "appliesTo">[],
): readonly NotLookedInto[] {
  const judged = judgedTypes(catalog);
  const reasons = new Map<string, string | undefined>();
  const known = (type: string) => {
    if (!reasons.has(type)) {
      reasons.set(type, reasonOf(type, judged));
    }
    return reasons.get(type);
  };
  const parents = new Set(nodes.map(({ parent }) => parent));
  return nodes.flatMap((node) => {
    const { urn, type } = node;
    return unreadOf(node, known, parents.has(urn)).map(({ path, reason }) => ({
      urn,
      type,
      path,
      reason,
    }));
  });
}

/** Types that some rule is about; rules over every resource know a type's values, not its meaning. */
export function judgedTypes(catalog: readonly Pick<RuleMetadata, "appliesTo">[]): ReadonlySet<string> {
  return new Set(catalog.flatMap(({ appliesTo }) => (appliesTo === "every resource" ? [] : appliesTo)));
}

function unreadOf(
  node: Node,
  known: (type: string) => string | undefined,
  hasChildren: boolean,
): readonly UnreadPart[] {
  const { type, custom, read } = node;
  const manifests = unreadManifests(node, hasChildren);
  if (manifests) {
    return manifests;
  }
  if (!custom) {
    return node.remote && !hasChildren ? whole("its provider constructs it outside of the plan") : [];
  }
  // What is only read is somebody else's, and providers are judged with what they manage.
  if (read || type.startsWith("pulumi:")) {
    return [];
  }
  if (type === HELM_RELEASE) {
    return ofChart(node);
  }
  const contents = contentsOf(node);
  if (!contents) {
    return ofType(type, "", known);
  }
  return [...contents.unread, ...contents.readings.flatMap((each) => ofType(each.type, each.path, known))];
}

function ofType(
  type: string,
  path: string,
  known: (type: string) => string | undefined,
): readonly UnreadPart[] {
  const reason = known(type);
  return reason === undefined ? [] : [{ path, reason }];
}

/** What a chart installs is known for those that are recorded; of the others only the values are read. */
function ofChart({ inputs: { chart } }: Pick<Node, "inputs">): readonly UnreadPart[] {
  if (typeof chart !== "string") {
    return whole("its chart is known only after apply");
  }
  return recordedChart(chart)
    ? []
    : whole(`what the chart ${chart.split("/").at(-1)} installs is not rendered`);
}

function whole(reason: string): readonly UnreadPart[] {
  return [{ path: "", reason }];
}

/** Why no rule looks into resources of a type; undefined if one does, or none needs to. */
export function reasonOf(type: string, judged: ReadonlySet<string>): string | undefined {
  if (judged.has(type)) {
    return undefined;
  }
  const declared = declaredOf(type);
  if (declared?.kind === "harmless") {
    return undefined;
  }
  return declared ? `no rule reads it: ${declared.words}` : "no rule knows this type";
}
