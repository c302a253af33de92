import type { Inputs, Output, Unwrap } from "@pulumi/pulumi";
import type { z } from "zod";
import type { SystemContext } from "./context.ts";

/**
 * The part of a system that one stack holds: what changes together, by people who may. `foundation` holds what
 * exists once, `region-asia` what one region has of its own. The stack is called `<system>-<environment>-<slice>`.
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
   * Instances of the slice, such as `["asia", "usa"]` of `region`: each is a stack of the same shape, `region-asia`
   * and `region-usa`. Default: the slice exists once, under its own name.
   */
  readonly instances?: readonly Instance[];
  /**
   * What exists once in the system and is made by this slice alone, such as `project`, `network` or `zone`. No two
   * slices own the same; a slice with instances owns nothing. Blueprints refuse to make what another slice owns.
   * Default nothing.
   */
  readonly owns?: readonly string[];
  /** Shape of the `strata:` keys of its stack files, beside `system`, `environment` and `slice`. */
  readonly settings: Schema;
  /** Constructs the resources and returns what other slices may read, which are the stack's outputs too. */
  build(settings: z.output<Schema>, context: SliceContext): Outputs;
}

/** What the stack of a slice gives: each output by its name, known once that stack is deployed. */
export type SliceOutputs<Outputs extends Inputs> = {
  readonly [Name in keyof Outputs]-?: Output<Unwrap<Outputs[Name]>>;
};

/** The instance has to be named where a slice has several, and only there. */
type InstanceArgs<Instance extends string> = [Instance] extends [never] ? [] : [instance: Instance];

/** What a slice is handed besides its settings. */
export interface SliceContext extends SystemContext {
  /** Name of this slice with its instance, such as `region-asia`. */
  readonly slice: string;
  /** Instance of this slice, such as `asia`; undefined where it exists once. */
  readonly instance: string | undefined;
  /**
   * What another slice gives, read from its stack by one stack reference.
   *
   * @throws Error where the system has no such slice or instance, or the slice would read itself; an output that
   *   its stack does not give fails when it is used
   */
  of<Outputs extends Inputs, Instance extends string>(
    other: Slice<z.ZodType, Outputs, Instance>,
    ...instance: InstanceArgs<Instance>
  ): SliceOutputs<Outputs>;
}

/** Ties a slice's settings to its builder and its outputs to those who read them. */
export function defineSlice<
  Schema extends z.ZodType,
  Outputs extends Inputs,
  const Instance extends string = never,
>(slice: Slice<Schema, Outputs, Instance>): Slice<Schema, Outputs, Instance> {
  return slice;
}

/** A slice and which of its instances. */
export interface SliceInstance {
  readonly slice: Slice;
  readonly instance: string | undefined;
}

/**
 * The slices of a system by their names in stack files, instances among them: `foundation`, `region-asia`.
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

/** `region-asia` of the slice `region`. @internal */
export function sliceName({ name }: Pick<Slice, "name">, instance: string | undefined): string {
  return instance === undefined ? name : `${name}-${instance}`;
}
