import { isRecord, isSecret, isUnknown, UNKNOWN, type Value, type Values } from "../model.ts";
import { DEFAULT_ORGANIZATION, fullStackName, STACK_REFERENCE } from "../stack-references.ts";

type Late<T> = T | Promise<T>;

/**
 * What is answered in the cloud's place: a value, or a function of the arguments; undefined stays unknown. Secrets
 * among the arguments are markers, and the answer to a question that holds one is a secret. A function is not called
 * before all of its arguments are known.
 */
export type GivenAnswer = Value | ((inputs: Values) => Late<Value | undefined>);

/** Values that a recorded program is given for what only the cloud knows. */
export interface GivenOptions {
  /**
   * Outputs of other stacks, as a `StackReference` reads them, by the stack's name, full (`organization/project/stack`)
   * or short. Default none: every output of another stack is unknown.
   */
  readonly stackOutputs?: Readonly<Record<string, Values>>;
  /**
   * Asked for the outputs of a stack that `stackOutputs` lacks, by its full name; undefined leaves all of them
   * unknown. It may record that stack meanwhile.
   */
  readonly onStackReference?: (name: string) => Late<Values | undefined>;
  /** Answers of provider functions and methods (data sources, `pulumi.runtime.invoke`), by token. Default unknown. */
  readonly invokes?: Readonly<Record<string, GivenAnswer>>;
  /**
   * Properties of resources that the program reads (`Bucket.get`), by type token; a function is called with what the
   * program states beside their `id`. Default: what the program states, and otherwise unknown.
   */
  readonly reads?: Readonly<Record<string, GivenAnswer>>;
}

/** Answers a program from what it is given. */
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

  /** Whether there is an answer for a function or method with this token. */
  answers(token: string): boolean {
    return Object.hasOwn(this.#options.invokes ?? {}, token);
  }

  /** The answer of a function or method; undefined when it is unknown. */
  async invoke(token: string, inputs: Values): Promise<Value | undefined> {
    return answer(this.#options.invokes?.[token], inputs);
  }

  /** Whether resources of this type are read from given values. */
  reads(type: string): boolean {
    const { stackOutputs, onStackReference, reads = {} } = this.#options;
    return type === STACK_REFERENCE
      ? stackOutputs !== undefined || onStackReference !== undefined
      : Object.hasOwn(reads, type);
  }

  /**
   * The properties of a resource that is read.
   *
   * @throws Error when what is given for it is no object of properties
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

  /** The properties of a reference to another stack, as the engine answers them. */
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
