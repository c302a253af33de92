import { isAsset, isRecord, isSecret, isUnknown, UNKNOWN, type Value, type Values } from "#graph/model";

/**
 * Thrown when a rule reads a value that is unknown until deployment. Rules need not handle it: the rule counts as
 * "unknown until apply" for that resource, which is neither a pass nor a finding.
 */
export class UnknownValue extends Error {
  readonly path: string;
  /** The marker of the value, so that an adapter can find its origin. */
  readonly marker: Value;

  constructor(path: string, marker: Value) {
    super(`${path} is ${isSecret(marker) ? "secret" : "known after apply"}`);
    this.name = "UnknownValue";
    this.path = path;
    this.marker = marker;
  }
}

/** A violation of a rule, and the violating property. */
export interface Violation {
  readonly message: string;
  readonly path: string;
  /** Default: that of the rule. */
  readonly severity?: Severity;
}

/** What a check yields: a violation, or a part that cannot be judged yet, after which it continues. */
export type Outcome = Violation | UnknownValue;

/** How much harm a violation may do. */
export type Severity = "high" | "medium" | "low";

/**
 * A property of a resource and its path. Navigating to a property never fails, even if it is missing; reading one that
 * is unknown, or below an unknown value, throws {@link UnknownValue}. Read the narrowest property that decides: a rule
 * on `spec.replicas` then still works when a label is unknown.
 *
 * @public
 */
export class Property {
  /** Such as `spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly #value: Value | undefined;
  readonly #open: boolean;

  /** @param open whether what is absent is unknown, here and below: the value is a part of another. Default false */
  constructor(path: string, value: Value | undefined, open = false) {
    this.path = path;
    this.#value = value;
    this.#open = open;
  }

  /** The property at a dotted path below this one. Use {@link key} for keys that contain dots. */
  at(path: string): Property {
    return path.includes(".")
      ? path.split(".").reduce<Property>((property, name) => property.key(name), this)
      : this.key(path);
  }

  /** The member with exactly this name. */
  key(name: string): Property {
    const path = PLAIN_NAME.test(name) ? join(this.path, name) : `${this.path}[${JSON.stringify(name)}]`;
    const value = isMarker(this.#value) ? this.#value : member(this.#value, name);
    return new Property(path, value === undefined && this.#open ? UNKNOWN : value, this.#open);
  }

  /** Whether a value is set; null counts as unset. A secret counts as set. */
  exists(): boolean {
    const value = this.#value;
    if (isUnknown(value)) {
      throw new UnknownValue(this.path, value);
    }
    return value !== undefined && value !== null;
  }

  /** Whether the value is readable now: neither unknown nor secret. */
  isReadable(): boolean {
    return !isMarker(this.#value);
  }

  /** Whether the value is marked as secret. In the engine a rule receives the plain value instead. */
  isSecret(): boolean {
    return isSecret(this.#value);
  }

  /** The string, or undefined if it is unset or not a string. */
  text(): string | undefined {
    const value = this.#read();
    return typeof value === "string" ? value : undefined;
  }

  /** The string for a message, which decides nothing: "?" if it is unset, not a string, or not readable yet. */
  display(): string {
    return typeof this.#value === "string" ? this.#value : "?";
  }

  /** The number, or undefined if it is unset or not a number. */
  number(): number | undefined {
    const value = this.#read();
    return typeof value === "number" ? value : undefined;
  }

  /** The value if it has no parts: a string, number or boolean. */
  scalar(): string | number | boolean | undefined {
    const value = this.#read();
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? value
      : undefined;
  }

  /** The number of elements of a list, or of members of an object; undefined for anything else. */
  count(): number | undefined {
    const value = this.#read();
    return Array.isArray(value) ? value.length : isRecord(value) ? Object.keys(value).length : undefined;
  }

  /** Whether the value is a list without elements. */
  isEmptyList(): boolean {
    return Array.isArray(this.#value) && this.#value.length === 0;
  }

  /** Whether the value equals this one. */
  is(expected: string | number | boolean): boolean {
    return this.#read() === expected;
  }

  /** The elements of a list; empty if there is no list. */
  items(): Property[] {
    const value = this.#read();
    if (!Array.isArray(value)) {
      return [];
    }
    const items = value.map((item: Value, index) => new Property(`${this.path}[${index}]`, item, this.#open));
    // The objects of a list are merged with those that are elsewhere; other lists are replaced.
    const hasOthers = this.#open && value.some((item: Value) => isRecord(item));
    return hasOthers ? [...items, new Property(`${this.path}[]`, UNKNOWN)] : items;
  }

  /** The strings of a list, without other elements. */
  texts(): string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  /** The members of an object, by name; empty if there is no object. */
  entries(): [name: string, property: Property][] {
    const value = this.#read();
    return isRecord(value) ? Object.keys(value).map((name) => [name, this.key(name)]) : [];
  }

  /** The object with everything below it, as plain data; empty if there is none. Throws on the first unknown part. */
  record(): Values {
    const value = this.#plain();
    return isRecord(value) ? value : {};
  }

  /**
   * The value as it is, markers included, for what searches whole trees.
   *
   * @internal
   */
  raw(): Value | undefined {
    return this.#value;
  }

  /** The signal for a value that a rule cannot read, like one known only after apply. */
  unknown(): UnknownValue {
    return new UnknownValue(this.path, UNKNOWN);
  }

  /** @param severity if it differs from that of the rule */
  violation(message: string, severity?: Severity): Violation {
    return { message, path: this.path, ...(severity === undefined ? {} : { severity }) };
  }

  #plain(): Value | undefined {
    const value = this.#read();
    for (const part of Array.isArray(value) ? this.items() : this.entries().map(([, property]) => property)) {
      part.#plain();
    }
    return value;
  }

  #read(): Value | undefined {
    const value = this.#value;
    if (value !== undefined && isMarker(value)) {
      throw new UnknownValue(this.path, value);
    }
    return value;
  }
}

/**
 * Whether any of these satisfies the predicate, although some may be unknown: true as soon as one does, unknown if none
 * does but one might.
 */
export function some<T>(
  candidates: Iterable<T | UnknownValue>,
  predicate: (candidate: T) => boolean,
): boolean {
  let unknown: UnknownValue | undefined;
  for (const candidate of candidates) {
    if (candidate instanceof UnknownValue) {
      unknown ??= candidate;
      continue;
    }
    try {
      if (predicate(candidate)) {
        return true;
      }
    } catch (cause) {
      unknown ??= asUnknownValue(cause);
    }
  }
  if (unknown) {
    throw unknown;
  }
  return false;
}

/**
 * What `work` yields for each candidate. A candidate that meets an unknown value ends with it, and the next ones still
 * follow: rules judge each part by itself.
 */
export function* separately<T, R>(
  candidates: Iterable<T | UnknownValue>,
  work: (candidate: T) => Iterable<R | UnknownValue>,
): Iterable<R | UnknownValue> {
  for (const candidate of candidates) {
    if (candidate instanceof UnknownValue) {
      yield candidate;
      continue;
    }
    try {
      yield* work(candidate);
    } catch (cause) {
      yield asUnknownValue(cause);
    }
  }
}

/**
 * The error itself if it is the signal; any other error is a defect of the rule and is rethrown.
 *
 * @internal
 */
export function asUnknownValue(cause: unknown): UnknownValue {
  if (cause instanceof UnknownValue) {
    return cause;
  }
  throw cause;
}

const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/;

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function member(value: Value | undefined, name: string): Value | undefined {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isMarker(value: Value | undefined): boolean {
  return isUnknown(value) || isSecret(value) || isAsset(value);
}
