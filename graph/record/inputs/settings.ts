import {
  type ComponentResourceOptions,
  type CustomResourceOptions,
  Output,
  type ResourceOptions,
} from "@pulumi/pulumi";
import type { Alias, ResourceSettings } from "../../model.ts";
import { outputs } from "../sdk/sdk.ts";
import { toValues } from "./values.ts";

export type Options = ResourceOptions & Partial<CustomResourceOptions> & Partial<ComponentResourceOptions>;

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** URN of a resource of this run; undefined for any other value. */
export type UrnOf = (resource: unknown) => string | undefined;

/** The options that a node records, if none of them is an Output ({@link holdsOutputs}). */
export function settingsOf(options: Options, urnOf: UrnOf): ResourceSettings {
  const settings: Writable<ResourceSettings> = {};
  if (options.ignoreChanges?.length) settings.ignoreChanges = options.ignoreChanges;
  if (options.replaceOnChanges?.length) settings.replaceOnChanges = options.replaceOnChanges;
  if (options.additionalSecretOutputs?.length) {
    settings.additionalSecretOutputs = options.additionalSecretOutputs;
  }
  if (options.aliases?.length) {
    settings.aliases = options.aliases.map((alias) => aliasOf(alias as PlainAlias, urnOf));
  }
  if (options.deleteBeforeReplace !== undefined) settings.deleteBeforeReplace = options.deleteBeforeReplace;
  if (options.retainOnDelete !== undefined) settings.retainOnDelete = options.retainOnDelete;
  const deletedWith = urnOf(options.deletedWith);
  if (deletedWith) settings.deletedWith = deletedWith;
  if (options.customTimeouts) {
    settings.customTimeouts = options.customTimeouts as NonNullable<ResourceSettings["customTimeouts"]>;
  }
  if (options.import) settings.import = String(options.import);
  if (options.version) settings.version = options.version;
  return settings;
}

type PlainAlias = string | (Readonly<Record<string, unknown>> & { readonly parent?: unknown });

/** The former identity of a resource, with parents as URNs. A parent set to undefined is the stack. */
function aliasOf(alias: PlainAlias, urnOf: UrnOf): Alias {
  if (typeof alias === "string") {
    return alias;
  }
  const { parent, ...parts } = alias;
  if (!Object.hasOwn(alias, "parent")) {
    return toValues(parts);
  }
  const urn = typeof parent === "string" ? parent : urnOf(parent);
  return { ...toValues(parts), parent: urn ?? "" };
}

/** Whether aliases are asynchronous. */
export function holdsOutputs({ aliases = [] }: Options): boolean {
  const waits = (value: unknown) => Output.isInstance(value) || value instanceof Promise;
  return aliases.some((alias) => waits(alias) || Object.values(alias).some(waits));
}

/** The options once their aliases are plain. An alias unknown until deployment is omitted. */
export async function settled(options: Options): Promise<Options> {
  if (!options.aliases || !holdsOutputs(options)) {
    return options;
  }
  const aliases = await Promise.all(options.aliases.map((alias) => outputs.output(alias).promise()));
  return { ...options, aliases: aliases.filter((alias) => alias !== undefined) as string[] };
}
