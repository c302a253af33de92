import { isRecord, type Value, type Values } from "#graph/model";
import { formsOf, WITHHELD } from "#graph/withheld";
import { meaningOf } from "./names.ts";
import { type PlacedCredential, placedCredentials, type Steps } from "./places.ts";
import { shapesIn, type TextRange } from "./shapes.ts";
import { isRandomKey } from "./values.ts";

/** Shorter secrets would be found in other words by chance. */
const SHORTEST = 6;
/** From here on, encodings are long enough to be told from other text. */
const SHORTEST_ENCODED = 8;

/** Secret values that nothing may print, and what else no output may hold: credentials. */
export class Withheld {
  readonly #forms = new Set<string>();
  #pattern: RegExp | undefined;

  /**
   * Adds a secret value.
   *
   * @param name name of the member that holds it, for a part of an object: one that is no credential is left out
   */
  add(text: string, name?: string): void {
    const meaning = name === undefined ? "secret" : meaningOf(name);
    const isCredential = (meaning !== undefined && meaning !== "public") || isRandomKey(text);
    if (text.trim().length >= SHORTEST && isCredential) {
      for (const form of encodingsOf(text)) {
        this.#forms.add(form);
      }
      this.#pattern = undefined;
    }
  }

  /** A message without secret values and credentials. */
  inText(text: string): string {
    return this.#withoutSecrets(replaced(text, [...shapesIn(text)]));
  }

  /**
   * A value without them, at any depth; the value itself if it has none. Besides shapes, names beside values count, as
   * in the rules about credentials.
   *
   * @param areSettings whether the value's own members have names that a user chose, such as outputs. Default false
   */
  inValue<Of extends Value | undefined>(value: Of, areSettings = false): Of {
    const clean = placedCredentials(value, { areSettings }).reduce<Value | undefined>(
      withoutCredential,
      value,
    );
    return (this.#forms.size === 0 ? clean : this.#deep(clean)) as Of;
  }

  #deep(value: Value | undefined): Value | undefined {
    if (typeof value === "string") {
      return this.#withoutSecrets(value);
    }
    if (Array.isArray(value)) {
      return value.map((item: Value) => this.#deep(item) ?? null);
    }
    return isRecord(value) ? mapped(value, (member) => this.#deep(member)) : value;
  }

  #withoutSecrets(text: string): string {
    if (this.#forms.size === 0) {
      return text;
    }
    this.#pattern ??= new RegExp([...this.#forms].sort(longestFirst).map(literally).join("|"), "g");
    return text.replace(this.#pattern, WITHHELD);
  }
}

/** A secret as messages repeat it, and in the encodings that anyone can undo. */
function encodingsOf(text: string): readonly string[] {
  const forms = formsOf(text);
  if (text.length < SHORTEST_ENCODED) {
    return forms;
  }
  const bytes = Buffer.from(text);
  // Base64 takes three bytes at a time: whole groups are found wherever the secret begins.
  const groups = [0, 1, 2].map((start) => {
    const length = Math.floor((bytes.length - start) / 3) * 3;
    return bytes.subarray(start, start + length).toString("base64");
  });
  return [
    ...forms,
    bytes.toString("hex"),
    bytes.toString("base64"),
    ...groups.filter((group) => group.length >= 8),
  ];
}

function withoutCredential(
  value: Value | undefined,
  { at, text, found }: PlacedCredential,
): Value | undefined {
  return text === undefined ? value : put(value, at, replaced(text, found));
}

/** A text with ranges replaced; they may overlap. */
function replaced(text: string, ranges: readonly TextRange[]): string {
  let result = "";
  let done = 0;
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    if (start >= done) {
      result += text.slice(done, start) + WITHHELD;
    }
    done = Math.max(done, end);
  }
  return result + text.slice(done);
}

/** A copy of a value with another string at a place. */
function put(value: Value | undefined, [step, ...rest]: Steps, text: string): Value | undefined {
  if (step === undefined) {
    return text;
  }
  if (Array.isArray(value)) {
    return value.map((item: Value, index) => (index === step ? (put(item, rest, text) ?? null) : item));
  }
  return isRecord(value)
    ? mapped(value, (member, key) => (key === step ? put(member, rest, text) : member))
    : value;
}

function mapped(values: Values, change: (member: Value, key: string) => Value | undefined): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, member]) => [key, change(member, key) ?? null]),
  );
}

const longestFirst = (a: string, b: string) => b.length - a.length;

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
