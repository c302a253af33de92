import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Node, Values } from "#graph/model";
import { ROOT } from "#tools/build/folders";
import { type EngineResource, toValues } from "../state.ts";
import { comparableInputs } from "./kubernetes-inputs.ts";

/** A resource as the recorder or the engine knows it. */
export interface Comparable {
  readonly urn: string;
  /** What both know, as plain data that can be compared. */
  readonly values: Values;
  /** Positions of all calls that led to it, where the engine keeps them. */
  readonly calls: readonly string[];
}

/**
 * A recorded resource. What the engine does not keep is left out: aliases,
 * `deleteBeforeReplace`, and the versions of what is no provider.
 */
export function ofNode(node: Node): Comparable {
  const { customTimeouts, ignoreChanges, replaceOnChanges, additionalSecretOutputs, retainOnDelete } =
    node.settings;
  const values: Values = {
    type: node.type,
    name: node.name,
    custom: node.custom,
    parent: node.parent ?? null,
    provider: node.provider ?? null,
    version: isProvider(node) ? (node.settings.version ?? null) : null,
    dependencies: asSet(node.dependencies),
    propertyDependencies: asSets(node.propertyDependencies),
    protect: node.protect,
    inputs: comparableInputs(node.type, node.inputs),
    published: node.custom ? null : (node.published ?? {}),
    read: node.read?.id ?? null,
    ignoreChanges: ignoreChanges ?? [],
    replaceOnChanges: replaceOnChanges ?? [],
    additionalSecretOutputs: [...(additionalSecretOutputs ?? [])].sort(),
    retainOnDelete: retainOnDelete ?? false,
    deletedWith: node.settings.deletedWith ?? null,
    customTimeouts: Object.fromEntries(
      Object.entries(customTimeouts ?? {}).map(([operation, text]) => [operation, seconds(text)]),
    ),
    source: node.source ? `${node.source.file}:${node.source.line}:${node.source.column}` : null,
  };
  return { urn: node.urn, values, calls: [] };
}

/** A resource of the engine's state or of a preview. */
export function ofEngine(resource: EngineResource): Comparable {
  // The engine keeps a provider's version, and its own notes, among the inputs.
  const { version, __internal, ...own } = toValues(resource.inputs);
  const values: Values = {
    type: resource.type,
    name: resource.urn.split("::").slice(3).join("::"),
    custom: resource.custom,
    parent: resource.parent ?? null,
    provider: resource.provider ? resource.provider.slice(0, resource.provider.lastIndexOf("::")) : null,
    version: isProvider(resource) ? (version ?? null) : null,
    dependencies: asSet(resource.dependencies ?? []),
    propertyDependencies: asSets(resource.propertyDependencies ?? {}),
    protect: resource.protect ?? false,
    inputs: isProvider(resource) ? own : comparableInputs(resource.type, toValues(resource.inputs)),
    published: resource.custom ? null : toValues(resource.outputs),
    read: resource.external ? (resource.id ?? null) : null,
    ignoreChanges: resource.ignoreChanges ?? [],
    replaceOnChanges: resource.replaceOnChanges ?? [],
    additionalSecretOutputs: [...(resource.additionalSecretOutputs ?? [])].sort(),
    retainOnDelete: resource.retainOnDelete ?? false,
    deletedWith: resource.deletedWith ?? null,
    customTimeouts: { ...resource.customTimeouts },
    source: position(resource.sourcePosition) ?? null,
  };
  const calls = (resource.stackTrace ?? []).flatMap(({ sourcePosition }) => position(sourcePosition) ?? []);
  return { urn: resource.urn, values, calls };
}

function isProvider({ type }: { readonly type: string }): boolean {
  return type.startsWith("pulumi:providers:");
}

/** URNs whose order says nothing, so that one that is missing is one difference. */
function asSet(urns: readonly string[]): Values {
  return Object.fromEntries(urns.map((urn) => [urn, true]));
}

/** Sets by name, without the empty ones: the SDK sends one for every input. */
function asSets(lists: Readonly<Record<string, readonly string[]>>): Values {
  return Object.fromEntries(
    Object.entries(lists)
      .filter(([, urns]) => urns.length > 0)
      .map(([name, urns]) => [name, asSet(urns)]),
  );
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** A duration such as `1h30m` in seconds. */
function seconds(text: string): number {
  return [...text.matchAll(/([\d.]+)([smh])/g)]
    .map(([, count, unit = "s"]) => Number(count) * (UNIT_SECONDS[unit] ?? 1))
    .reduce((sum, part) => sum + part, 0);
}

/** `project:///infra/file:/folder/file.ts#12,3` as `file.ts:12:3`; nothing for a call in a package. */
function position(text: string | undefined): string | undefined {
  const [, file, line, column] = /^project:\/\/\/.*(file:.*)#(\d+),(\d+)$/.exec(text ?? "") ?? [];
  return file && `${relative(ROOT, fileURLToPath(file))}:${line}:${column}`;
}
