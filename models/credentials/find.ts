import { meaningOf } from "./names.ts";
import { type FoundCredential, shapesIn } from "./shapes.ts";
import { credentialsInText, isCredential } from "./text.ts";
import { isPointer, isRandom, isRandomKey } from "./values.ts";

/**
 * The kind of credential in a string, by its shape; undefined for any other string. It finds credentials in plain text
 * where they are forbidden, and in messages that would repeat them.
 */
export function credentialIn(text: string): string | undefined {
  for (const { kind } of shapesIn(text)) {
    return kind;
  }
  return undefined;
}

/**
 * Credentials in the value of a setting whose name its user chose: a variable, a key of a ConfigMap, an output. Besides
 * what {@link credentialsInText} finds, a name that says "credential" is believed, unless the value is a reference; and a
 * value that looks like a random key is one under any name that does not say otherwise.
 */
export function* credentialsInSetting(name: string, value: string): Iterable<FoundCredential> {
  const whole = { kind: "a credential", name, start: 0, end: value.length };
  const known = credentialsInText(value);
  if (known.length > 0) {
    yield* known;
    return;
  }
  const meaning = meaningOf(name);
  if ((meaning === "password" || meaning === "secret") && !isPointer(value) && !value.includes("\n")) {
    yield whole;
  } else if (meaning === "random" && isRandom(value)) {
    yield whole;
  } else if (meaning !== "public" && isRandomKey(value)) {
    const encoded = decoded(value);
    if (encoded === undefined) {
      yield { ...whole, kind: "what looks like a random key" };
    } else {
      for (const { kind } of credentialsInText(encoded)) {
        yield { ...whole, kind };
      }
    }
  }
}

/**
 * Credentials in the value of a field whose name a provider, a chart or a definition chose. Such names often say what a
 * value refers to (`secret: db-login`), so the value has to look like a credential, too.
 */
export function credentialsInField(name: string, value: string): readonly FoundCredential[] {
  const known = credentialsInText(value);
  return known.length === 0 && isCredential(name, value)
    ? [{ kind: "a credential", name, start: 0, end: value.length }]
    : known;
}

/** The kind of the first credential in a setting; undefined if there is none. */
export function credentialOf(name: string, value: string): string | undefined {
  for (const { kind } of credentialsInSetting(name, value)) {
    return kind;
  }
  return undefined;
}

/** The text that a string holds in base64; undefined for a string that does not, such as a random key. */
export function decoded(text: string): string | undefined {
  if (text.length < 8 || !/^[A-Za-z0-9+/\n]+={0,2}\n?$/.test(text)) {
    return undefined;
  }
  const plain = Buffer.from(text, "base64").toString("utf8");
  return /^[\t\n\r\x20-\x7e]+$/.test(plain) ? plain : undefined;
}
