import { isAsset, isRecord, isSecret, isUnknown, UNKNOWN, type Value, type Values } from "#graph/model";

/**
 * Raised when a rule reads what nobody can read before the deployment. The rule's author never sees it: the
 * rule counts as "unknown before apply" for that resource, which is neither a pass nor a finding.
 */
export class UnknownValue extends Error {
  readonly path: string;
  /** The marker that stands for the value, so that an adapter can find where it came from. */
  readonly marker: Value;

  constructor(path: string, marker: Value) {
    super(`${path} is ${isSecret(marker) ? "secret" : "known after apply"}`);
    this.name = "UnknownValue";
    this.path = path;
    this.marker = marker;
  }
}

/** What a rule found wrong, and the property that says so. */
export interface Violation {
  readonly message: string;
  readonly path: string;
}

/**
 * A property of a resource and its path. Walking to a property never fails, whether or not it is there;
 * reading one that is unknown, or lies under something unknown, raises {@link UnknownValue}. Read the
 * narrowest property that decides: a rule on `spec.replicas` then still works when a label is unknown.
 *
 * @public
 */
export class Property {
  /** Such as `spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly #value: Value | undefined;

  constructor(path: string, value: Value | undefined) {
    this.path = path;
    this.#value = value;
  }

  /** The property at a dotted path below this one. Keys that contain dots take {@link key}. */
  at(path: string): Property {
    return path.split(".").reduce<Property>((property, name) => property.key(name), this);
  }

  /** The member with exactly this name. */
  key(name: string): Property {
    const path = PLAIN_NAME.test(name) ? join(this.path, name) : `${this.path}[${JSON.stringify(name)}]`;
    return new Property(path, isMarker(this.#value) ? this.#value : member(this.#value, name));
  }

  /** Whether a value is given; null counts as none. Knows of secrets that they are there. */
  exists(): boolean {
    const value = this.#value;
    if (isUnknown(value)) {
      throw new UnknownValue(this.path, value);
    }
    return value !== undefined && value !== null;
  }

  /** Whether the value can be read now: it is neither unknown nor secret. */
  isReadable(): boolean {
    return !isMarker(this.#value);
  }

  /** Whether the value is marked as secret. On the engine a rule is handed the plain value instead. */
  isSecret(): boolean {
    return isSecret(this.#value);
  }

  /** The text, or undefined when there is none or it is no text. */
  text(): string | undefined {
    const value = this.#read();
    return typeof value === "string" ? value : undefined;
  }

  /** The number, or undefined when there is none or it is no number. */
  number(): number | undefined {
    const value = this.#read();
    return typeof value === "number" ? value : undefined;
  }

  /** Whether the value is exactly this one. */
  is(expected: string | number | boolean): boolean {
    return this.#read() === expected;
  }

  /** The elements of a list; none when there is no list. */
  items(): Property[] {
    const value = this.#read();
    return Array.isArray(value)
      ? value.map((item: Value, index) => new Property(`${this.path}[${index}]`, item))
      : [];
  }

  /** The texts of a list, left out what is no text. */
  texts(): string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  /** The members of an object, by name; none when there is no object. */
  entries(): [name: string, property: Property][] {
    const value = this.#read();
    return isRecord(value) ? Object.keys(value).map((name) => [name, this.key(name)]) : [];
  }

  /** The object with all that lies below it, plain; empty when there is none. Raises on the first unknown part. */
  record(): Values {
    const value = this.#plain();
    return isRecord(value) ? value : {};
  }

  /** The signal that a rule cannot read what is written here, as a value known only after apply. */
  unknown(): UnknownValue {
    return new UnknownValue(this.path, UNKNOWN);
  }

  violation(message: string): Violation {
    return { message, path: this.path };
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
 * Whether any of these satisfies the predicate, where some may be unknown: true as soon as one does,
 * unknown when none does but one might.
 */
export function some<T>(candidates: Iterable<T>, predicate: (candidate: T) => boolean): boolean {
  let unknown: UnknownValue | undefined;
  for (const candidate of candidates) {
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

/** The error itself if it is the signal; any other error is a defect of the rule and goes on. @internal */
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
