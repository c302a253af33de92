import { Output, RunError } from "@pulumi/pulumi";
import { credentialIn } from "#models/credentials/find";
import type { Grammar } from "#models/grammar/grammar";
import { argumentMismatches } from "./shapes/mismatches.ts";

export type { Grammar } from "#models/grammar/grammar";

/**
 * An invalid argument. It is thrown before anything is registered, so nothing is left half-created. As it is a
 * `RunError`, the engine shows its message without a stack trace.
 *
 * @public
 */
export class ArgumentError extends RunError {
  /** Class or function whose argument it is. */
  readonly component: string;

  constructor(component: string, name: string, detail: string) {
    super(`${component}${name === "" ? "" : ` "${name}"`}: ${detail}`);
    this.name = "ArgumentError";
    this.component = component;
    captureDeepStack(this);
  }
}

/** Calls from the program's line through blueprints, components and checks; V8 keeps ten by default. */
const STACK_FRAMES = 50;

/** A plan names the program's line, which can be far out. */
function captureDeepStack(error: ArgumentError): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_FRAMES;
  Error.captureStackTrace(error, ArgumentError);
  Error.stackTraceLimit = stackTraceLimit;
}

/** Checks of a component's arguments; each throws an {@link ArgumentError} in the same format. */
export interface ArgumentChecks {
  /** Fails unless `condition` holds. @param allowed what is accepted, with its unit, such as `0 to 5 replicas` */
  that(condition: boolean, argument: string, found: unknown, allowed: string): void;
  /** Fails unless a number is an integer from `least` to `most`, inclusive; undefined passes. */
  whole(argument: string, found: number | undefined, least: number, most: number, remark?: string): void;
  /** Fails unless a number is from `least` to `most`, inclusive; undefined passes. */
  range(argument: string, found: number | undefined, least: number, most: number, remark?: string): void;
  /** Fails unless a string matches; undefined passes. @param allowed a description of the pattern */
  matches(argument: string, found: string | undefined, pattern: RegExp, allowed: string): void;
  /** Fails unless a string is valid in a grammar; undefined passes. */
  valid(argument: string, found: string | undefined, grammar: Grammar): void;
  /** Fails unless a value is in the list; undefined passes. */
  oneOf<T>(argument: string, found: T | undefined, allowed: readonly T[]): void;
  /** Fails unless all strings of a list differ. @param allowed what is accepted, such as `each zone once` */
  distinct(argument: string, found: readonly string[], allowed: string): void;
  /**
   * Fails if the value is already taken; otherwise records its owner.
   *
   * @param taken owners by value, so far
   * @param owner the claimant of the value, such as a region's key
   * @param kinds the values and their owners, such as `numbers` and `region`
   */
  unique<T>(
    argument: string,
    found: T,
    taken: Map<T, string>,
    owner: string,
    kinds: { readonly values: string; readonly owner: string },
  ): void;
}

/**
 * Creates the checks of a component's arguments. If these are given, names that their type does not have, and required
 * ones that are missing, are refused at once, at any depth: programs run without a type check.
 *
 * @param component class name, as in the user's program; a literal, since it names the type of the arguments
 * @param name logical name of the instance; empty for a function that makes none
 * @param args the arguments as given
 */
export function argumentsOf(component: string, name: string, ...args: [args?: unknown]): ArgumentChecks {
  if (args.length > 0) {
    const refusals = argumentMismatches(component, args[0], show);
    if (refusals.length > 0) {
      throw new ArgumentError(component, name, refusals.join("; "));
    }
  }
  const that: ArgumentChecks["that"] = (condition, argument, found, allowed) => {
    if (!condition) {
      throw new ArgumentError(component, name, `${argument} is ${show(found)}; allowed are ${allowed}`);
    }
  };
  const bounded = (least: number, most: number, remark: string | undefined) =>
    `${least} to ${most}${remark ? ` (${remark})` : ""}`;
  return {
    that,
    whole(argument, found, least, most, remark) {
      that(
        found === undefined || (Number.isInteger(found) && found >= least && found <= most),
        argument,
        found,
        `whole numbers from ${bounded(least, most, remark)}`,
      );
    },
    range(argument, found, least, most, remark) {
      that(
        found === undefined || (found >= least && found <= most),
        argument,
        found,
        bounded(least, most, remark),
      );
    },
    matches(argument, found, pattern, allowed) {
      that(found === undefined || pattern.test(found), argument, found, allowed);
    },
    valid(argument, found, grammar) {
      // Programs run without a type check: a number in place of a text arrives here.
      const allowed = found === undefined ? undefined : typeof found === "string" ? grammar(found) : "texts";
      that(allowed === undefined, argument, found, allowed ?? "");
    },
    oneOf(argument, found, allowed) {
      that(found === undefined || allowed.includes(found), argument, found, allowed.map(show).join(", "));
    },
    distinct(argument, found, allowed) {
      that(new Set(found).size === found.length, argument, found, allowed);
    },
    unique(argument, found, taken, owner, kinds) {
      const other = taken.get(found);
      that(
        other === undefined,
        argument,
        found,
        `${kinds.values} that no other ${kinds.owner} has; "${other}" has this one`,
      );
      taken.set(found, owner);
    },
  };
}

/** A value as text. Credentials are redacted, even if the program contains them in plain text. */
function show(value: unknown): string {
  if (value === undefined) {
    return "missing";
  }
  if (Output.isInstance(value)) {
    return "(an Output)";
  }
  const text = JSON.stringify(value) ?? String(value);
  if (credentialIn(text)) {
    return `(hidden: ${credentialIn(text)})`;
  }
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
