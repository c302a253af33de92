import { isRecord, isSecret, isUnknown, UNKNOWN, type Value, type Values } from "../model.ts";
import { DEFAULT_ORGANIZATION, fullStackName, STACK_REFERENCE } from "../stack-references.ts";
import { PURE_FUNCTIONS } from "./pure-functions.ts";

type Late<T> = T | Promise<T>;

/**
 * A result supplied in place of the cloud: a value, or a function of the arguments; undefined stays unknown. Secrets
 * among the arguments are markers, and a call that contains one returns a secret. A function is called only once all of
 * its arguments are known.
 */
export type GivenAnswer = Value | ((inputs: Values) => Late<Value | undefined>);

/** Values supplied to a recorded program for what only the cloud knows. */
export interface GivenOptions {
  /**
   * Outputs of other stacks, as a `StackReference` reads them, by the stack's name, full (`organization/project/stack`)
   * or short. Default none: every output of another stack is unknown.
   */
  readonly stackOutputs?: Readonly<Record<string, Values>>;
  /**
   * Called for the outputs of a stack missing from `stackOutputs`, with its full name; undefined leaves all of them
   * unknown. It may record that stack meanwhile.
   */
  readonly onStackReference?: (name: string) => Late<Values | undefined>;
  /**
   * Results of provider functions and methods (data sources, `pulumi.runtime.invoke`), by token. Default: those that only
   * compute, such as `getIAMPolicy`, do so, and others are unknown.
   */
  readonly invokes?: Readonly<Record<string, GivenAnswer>>;
  /**
   * Properties of resources that the program reads (`Bucket.get`), by type token; a function receives what the program
   * sets besides their `id`. Default: what the program sets, and otherwise unknown.
   */
  readonly reads?: Readonly<Record<string, GivenAnswer>>;
}

/** Resolves a program's calls and reads from the supplied values. */
export class GivenValues {
  readonly #own: { readonly organization: string; readonly project: string };
  readonly #stacks: ReadonlyMap<string, Values>;
  readonly #options: GivenOptions;

  constructor(options: GivenOptions & { readonly organization?: string; readonly project: string }) {
    const { organization = DEFAULT_ORGANIZATION, project, stackOutputs = {} } = options;
    this.#options = options;
    this.#own = { organization, project };
    this.#stacks = new Map(
      Object.entries(stackOutputs).map(([name, outputs]) => [fullStackName(name, this.#own), outputs]),
    );
  }

  /** Whether a result is supplied for a function or method with this token. */
  answers(token: string): boolean {
    return Object.hasOwn({ ...PURE_FUNCTIONS, ...this.#options.invokes }, token);
  }

  /** The result of a function or method; undefined if it is unknown. */
  async invoke(token: string, inputs: Values): Promise<Value | undefined> {
    const given = this.#options.invokes ?? {};
    return answer(Object.hasOwn(given, token) ? given[token] : PURE_FUNCTIONS[token], inputs);
  }

  /** Whether properties are supplied for reads of this type. */
  reads(type: string): boolean {
    const { stackOutputs, onStackReference, reads = {} } = this.#options;
    return type === STACK_REFERENCE
      ? stackOutputs !== undefined || onStackReference !== undefined
      : Object.hasOwn(reads, type);
  }

  /**
   * The properties of a read resource.
   *
   * @throws Error when the supplied value is not an object of properties
   */
  async read(type: string, inputs: Values): Promise<Values> {
    if (type === STACK_REFERENCE) {
      return { ...inputs, ...(await this.#stack(inputs["id"])) };
    }
    const properties = await answer(this.#options.reads?.[type], inputs);
    if (properties !== undefined && !isRecord(properties)) {
      throw new Error(`reads["${type}"] is ${JSON.stringify(properties)}; expected an object of properties`);
    }
    return { ...inputs, ...properties };
  }

  /** The properties of a reference to another stack, as the engine returns them. */
  async #stack(name: Value | undefined): Promise<Values> {
    const full = typeof name === "string" ? fullStackName(name, this.#own) : undefined;
    const outputs =
      full === undefined
        ? undefined
        : (this.#stacks.get(full) ?? (await this.#options.onStackReference?.(full)));
    return outputs
      ? { outputs, secretOutputNames: Object.keys(outputs).filter((key) => holds(outputs[key], isSecret)) }
      : { outputs: UNKNOWN, secretOutputNames: UNKNOWN };
  }
}

async function answer(given: GivenAnswer | undefined, inputs: Values): Promise<Value | undefined> {
  if (typeof given !== "function") {
    return given;
  }
  return holds(inputs, isUnknown) ? undefined : given(inputs);
}

/** Whether a marker is anywhere in a value. */
export function holds(value: Value | undefined, isMarker: (value: unknown) => boolean): boolean {
  if (typeof value !== "object" || value === null || isMarker(value)) {
    return isMarker(value);
  }
  return Object.values(value).some((member) => holds(member, isMarker));
}
