import {
  ComponentResource,
  type ComponentResourceOptions,
  CustomResource,
  type CustomResourceOptions,
  type ID,
  type Input,
  type Inputs,
  type Output,
  ProviderResource,
} from "@pulumi/pulumi";
import { type Program, RecordingError, type RecordOptions } from "#graph/record/record";
import { type RecordedGraph, recordStack } from "./record.ts";

/** A provider of {@link Thing}s. */
export class ThingProvider extends ProviderResource {
  constructor(name: string, inputs: Inputs = {}, opts: CustomResourceOptions = {}) {
    super("thing", name, inputs, opts);
  }
}

/** A resource as generated SDKs make them: every output is declared, and undefined where it is computed. */
export class Thing extends CustomResource {
  declare readonly size: Output<number>;
  declare readonly label: Output<string>;
  declare readonly spec: Output<{ readonly [key: string]: unknown }>;
  declare readonly parts: Output<unknown[]>;
  declare readonly address: Output<string>;
  declare readonly status: Output<{ readonly ready: boolean; readonly nested: { readonly deep: string } }>;

  static get(name: string, id: Input<ID>, state?: Inputs, opts?: CustomResourceOptions): Thing {
    return new Thing(name, { ...state }, { ...opts, id });
  }

  constructor(name: string, inputs: Inputs = {}, opts: CustomResourceOptions = {}) {
    const declared = { size: undefined, label: undefined, spec: undefined, parts: undefined };
    super("thing:index:Thing", name, { ...declared, address: undefined, status: undefined, ...inputs }, opts);
  }
}

/** A component that constructs what its caller asks for, then registers its outputs. */
export class Group extends ComponentResource {
  constructor(
    name: string,
    inputs: Inputs = {},
    opts: ComponentResourceOptions = {},
    construct: (group: Group) => Inputs | undefined = () => undefined,
  ) {
    super("test:index:Group", name, inputs, opts);
    const outputs = construct(this);
    this.registerOutputs(outputs);
  }
}

/** Records a program that is handed a {@link ThingProvider}, under the project "tests" and the stack "unit". */
export function recordThings(
  program: (provider: ThingProvider) => ReturnType<Program>,
  options: Partial<RecordOptions> = {},
): Promise<RecordedGraph> {
  const root = new URL("../..", import.meta.url).pathname;
  const run = () => program(new ThingProvider("things"));
  return recordStack(run, { project: "tests", stack: "unit", root, ...options });
}

/** The error that recording a program ends with. */
export async function failureOf(
  program: (provider: ThingProvider) => ReturnType<Program>,
  options: Partial<RecordOptions> = {},
): Promise<RecordingError> {
  try {
    await recordThings(program, options);
  } catch (error) {
    if (error instanceof RecordingError) {
      return error;
    }
    throw error;
  }
  throw new Error("recording succeeded");
}
