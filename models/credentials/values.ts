import { namesCredential } from "./names.ts";

/**
 * Whether a string only refers to a value (a path, a variable, a template, a resource), stands in its place, or is a
 * number, a duration or a flag.
 */
export function isPointer(text: string): boolean {
  return (
    text.trim() === "" ||
    /^(\/|\.{1,2}\/|~\/|[$%]?\{|\$|<|%\(|\[\[|file:|env:|ref\+|vault:|op:\/\/|(gcp-)?sm:\/\/|arn:|projects\/[\w-]+\/secrets\/)/i.test(
      text,
    ) ||
    /^(\d+(\.\d+)?(ms|s|m|h|d)?|\d{4}-\d\d-\d\d(T[\d:.]+Z?)?|true|false|yes|no|on|off|null|none|nil|undefined)$/i.test(
      text,
    ) ||
    /^(\*+|x{3,}|\.{3}|…|\[?\(?(redacted|hidden|secret|withheld)\)?\]?)$/i.test(text) ||
    (/^[a-z][a-z0-9+.-]*:\/\/[^\s]*$/i.test(text) && !isAddressWithKey(text))
  );
}

/** A word that says what kind of value goes here. */
const TYPES =
  /^(string|str|text|bytes|bool|boolean|int|integer|number|object|required|optional|prompt|disabled?|enabled?|plain|basic|bearer|md5|scram-sha-256|env|pass(word|wd)?|secret|token|key|auth|any|default)$/i;

/**
 * Whether a value next to a credential's name in a text is the credential, rather than code, a type or the name of
 * something else. Names of objects are in lower case, with words between hyphens, dots or underscores.
 *
 * @param strict for names that often hold a name: `secret: db-login`
 */
export function isLiteral(text: string, strict: boolean): boolean {
  if (text.length < 4 || isPointer(text) || /\s/.test(text) || TYPES.test(text)) {
    return false;
  }
  const isNamed =
    /^[a-z0-9]+([._/-][a-z0-9]+)*[._/-](password|passwd|pass|secret|token|key|credentials?)([._/-][a-z0-9]+)*$/.test(
      text,
    );
  const isMember = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(text);
  const isName =
    /^\.?[a-z0-9]+([._/-][a-z0-9]+)+$/.test(text) ||
    /^\.?[A-Za-z]+$/.test(text) ||
    /^[A-Z]+(_[A-Z0-9]+)+$/.test(text);
  return !isMember && !isNamed && (!strict || (!namesCredential(text) && (!isName || isRandom(text))));
}

/** Random text has about as many changes of character class as this, names in camel case a third. */
const CHANGES = 0.4;

/**
 * Whether a whole string looks like a random key: at least 20 characters without spaces, in upper case, lower case and
 * digits that alternate as they do by chance. UUIDs, digests and other hexadecimal text, image digests, integrity
 * hashes, paths, hosts and names do not.
 */
export function isRandomKey(text: string): boolean {
  if (!/^[\w+/=.~-]{20,200}$/.test(text) || !/[a-z]/.test(text) || !/[A-Z]/.test(text) || !/\d/.test(text)) {
    return false;
  }
  if (/^(sha(1|224|256|384|512)[-:=]|0x|v\d+\.|h1:)/i.test(text) || /[/.].*[/.].*[/.]/.test(text)) {
    return false;
  }
  return entropyOf(text) >= 3.7 && changesOf(text) >= CHANGES;
}

/** As {@link isRandomKey}, next to a name that makes one likely: hexadecimal keys and shorter ones count, too. */
export function isRandom(text: string): boolean {
  if (
    isPointer(text) ||
    !/^[\w+/=.~:!@#$%^&*-]{16,}$/.test(text) ||
    /^sha\d{1,3}[-:=]/i.test(text) ||
    UUID.test(text)
  ) {
    return isAddressWithKey(text);
  }
  return (
    isRandomKey(text) ||
    (/\d/.test(text) && /[a-z]/i.test(text) && entropyOf(text) >= 3 && changesOf(text) >= 0.3)
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a URL's path, query or user is a random key, as those of webhooks are. */
function isAddressWithKey(text: string): boolean {
  const [, rest] = /^https?:\/\/(.*)$/.exec(text) ?? [];
  const parts = rest?.split(/[/?&=@:#]/) ?? [];
  return parts.some((part) => isRandomKey(part) || /^(?=.*\d)(?=.*[a-f])[0-9a-f]{24,}$/i.test(part));
}

/** Shannon entropy, in bits for each character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) {
    bits -= (count / text.length) * Math.log2(count / text.length);
  }
  return bits;
}

/** The share of neighbors that differ in class: upper case, lower case, digit, other. */
function changesOf(text: string): number {
  const classes = [...text].map((character) =>
    /[a-z]/.test(character) ? "a" : /[A-Z]/.test(character) ? "A" : /\d/.test(character) ? "0" : "-",
  );
  return (
    classes.filter((each, index) => index > 0 && each !== classes[index - 1]).length /
    Math.max(1, text.length - 1)
  );
}
