import { isRecord, type Node, type Value } from "#graph/model";
import { isRemoteFile } from "#graph/record/manifests/objects";
import { recordedChart } from "#models/charts/charts";
import type { UnreadPart } from "./readings.ts";

type Component = Pick<Node, "type" | "inputs">;

/** What of a component's objects is not in the plan. */
const COMPONENTS: Readonly<
  Record<string, (component: Component, hasChildren: boolean) => readonly UnreadPart[]>
> = {
  "kubernetes:yaml/v2:ConfigGroup": ofTexts,
  "kubernetes:yaml/v2:ConfigFile": ofTexts,
  "kubernetes:yaml:ConfigGroup": orRendered("its manifests are not known"),
  "kubernetes:yaml:ConfigFile": orRendered("its manifest is not known"),
  "kubernetes:kustomize:Directory": orRendered("a kustomization is not rendered in a plan"),
  "kubernetes:kustomize/v2:Directory": orRendered("a kustomization is not rendered in a plan"),
  "kubernetes:helm.sh/v3:Chart": orRendered("a chart is not rendered in a plan"),
  "kubernetes:helm.sh/v4:Chart": (component, hasChildren) => {
    const { chart } = component.inputs;
    const isKnown = typeof chart === "string" && recordedChart(chart) !== undefined;
    return isKnown ? [] : orRendered("a chart is not rendered in a plan")(component, hasChildren);
  },
};

/**
 * The parts of a component of manifests whose objects are not resources of their own; undefined for any other resource.
 *
 * @param hasChildren whether some of its objects are in the plan
 */
export function unreadManifests(node: Component, hasChildren: boolean): readonly UnreadPart[] | undefined {
  return COMPONENTS[node.type]?.(node, hasChildren);
}

/** Whether a type is a component of manifests. @internal */
export function isManifestComponent(type: string): boolean {
  return Object.hasOwn(COMPONENTS, type);
}

function orRendered(reason: string) {
  return (_: Component, hasChildren: boolean): readonly UnreadPart[] =>
    hasChildren ? [] : [{ path: "", reason }];
}

/** Texts, files and objects each by itself. */
function ofTexts({ inputs }: Component): readonly UnreadPart[] {
  const { yaml, file, files, objs } = inputs;
  return [
    ...unreadText("yaml", yaml),
    ...[file].flatMap((each) => unreadFile("file", each)),
    ...eachIn("files", files, unreadFile),
    ...eachIn("objs", objs, (path, object) => (isRecord(object) ? [] : notKnown(path))),
  ];
}

function eachIn(
  path: string,
  list: Value | undefined,
  unread: (path: string, item: Value | undefined) => readonly UnreadPart[],
): readonly UnreadPart[] {
  if (!Array.isArray(list)) {
    return unreadText(path, list);
  }
  return list.flatMap((item: Value, index) => unread(`${path}[${index}]`, item));
}

function unreadText(path: string, text: Value | undefined): readonly UnreadPart[] {
  return text === undefined || text === null || typeof text === "string" ? [] : notKnown(path);
}

function unreadFile(path: string, file: Value | undefined): readonly UnreadPart[] {
  return typeof file === "string" && isRemoteFile(file)
    ? [{ path, reason: `${file} is fetched during the update` }]
    : unreadText(path, file);
}

function notKnown(path: string): readonly UnreadPart[] {
  return [{ path, reason: "it is secret, or known only after apply" }];
}
