import type { Inputs, Output, Unwrap } from "@pulumi/pulumi";
import type { z } from "zod";
import type { SystemContext } from "./context.ts";

/**
 * The part of a system in one stack: what changes together, under one set of permissions. `foundation` contains what
 * exists once, `region-asia` what belongs to one region. The stack is named `<system>-<environment>-<slice>`.
 *
 * @public
 */
export interface Slice<
  Schema extends z.ZodType = z.ZodType,
  Outputs extends Inputs = Inputs,
  Instance extends string = string,
> {
  /** Name in stack files and stack names, such as `edge`: lower-case letters, digits and hyphens. */
  readonly name: string;
  /**
   * Instances of the slice, such as `["asia", "usa"]` of `region`: each is a stack of the same shape, `region-asia` and
   * `region-usa`. Default: the slice exists once, under its name.
   */
  readonly instances?: readonly Instance[];
  /**
   * What exists once in the system and only this slice creates, such as `project`, `network` or `zone`. No two slices
   * own the same; a slice with instances owns nothing. Blueprints refuse to create what another slice owns. Default
   * nothing.
   */
  readonly owns?: readonly string[];
  /** Schema of the `strata:` keys of its stack files, besides `system`, `environment` and `slice`. */
  readonly settings: Schema;
  /** Constructs the resources and returns what other slices may read, which are also the stack's outputs. */
  build(settings: z.output<Schema>, context: SliceContext): Outputs;
}

/** The outputs of a slice's stack by name, known once that stack is deployed. */
export type SliceOutputs<Outputs extends Inputs> = {
  readonly [Name in keyof Outputs]-?: Output<Unwrap<Outputs[Name]>>;
};

/** The instance is required if a slice has several, and refused otherwise. */
type InstanceArgs<Instance extends string> = [Instance] extends [never] ? [] : [instance: Instance];

/** What a slice receives besides its settings. */
export interface SliceContext extends SystemContext {
  /** Name of this slice with its instance, such as `region-asia`. */
  readonly slice: string;
  /** Instance of this slice, such as `asia`; undefined if it exists once. */
  readonly instance: string | undefined;
  /**
   * The outputs of another slice, read from its stack through one stack reference.
   *
   * @throws Error if the system has no such slice or instance, or the slice would read itself; an output that its stack
   *   lacks fails when it is used
   */
  of<Outputs extends Inputs, Instance extends string>(
    other: Slice<z.ZodType, Outputs, Instance>,
    ...instance: InstanceArgs<Instance>
  ): SliceOutputs<Outputs>;
}

/** Connects the types of a slice's settings and builder, and of its outputs and their readers. */
export function defineSlice<
  Schema extends z.ZodType,
  Outputs extends Inputs,
  const Instance extends string = never,
>(slice: Slice<Schema, Outputs, Instance>): Slice<Schema, Outputs, Instance> {
  return slice;
}

/** A slice and one of its instances. */
export interface SliceInstance {
  readonly slice: Slice;
  readonly instance: string | undefined;
}

/**
 * The slices of a system by their names in stack files, including instances: `foundation`, `region-asia`.
 *
 * @internal
 */
export function sliceInstances(slices: readonly Slice[]): ReadonlyMap<string, SliceInstance> {
  const instances = slices.flatMap(
    (slice): SliceInstance[] =>
      slice.instances?.map((instance) => ({ slice, instance })) ?? [{ slice, instance: undefined }],
  );
  return new Map(instances.map((each) => [sliceName(each.slice, each.instance), each]));
}

/** `region-asia` for instance `asia` of the slice `region`. @internal */
export function sliceName({ name }: Pick<Slice, "name">, instance: string | undefined): string {
  return instance === undefined ? name : `${name}-${instance}`;
}
