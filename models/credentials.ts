/** Shapes that only credentials have. */
const SHAPES: readonly (readonly [shape: RegExp, kind: string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:[^\s@/$<{]+@/i, "a URL with a password"],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+/, "a JSON web token"],
  [/\bgh[pousr]_[A-Za-z0-9]{36}\b/, "a GitHub token"],
  [/\bAKIA[0-9A-Z]{16}\b/, "an AWS access key"],
  [/"type":\s*"service_account"/, "a Google service account key"],
];

/**
 * The kind of credential in a string, by its shape; undefined for any other string. It finds credentials in plain text
 * where they are forbidden, and in messages that would repeat them.
 */
export function credentialIn(text: string): string | undefined {
  return SHAPES.find(([shape]) => shape.test(text))?.[1];
}

/** Names of settings that hold credentials, in any spelling: `DB_PASSWORD`, `apiKey`, `auth-token`. */
const NAME = /(password|passwd|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|credential)s?$/i;

/** Whether a setting of this name is expected to hold a credential, rather than a reference to one. */
export function namesCredential(name: string): boolean {
  return NAME.test(name);
}

/** Whether a string only refers to a credential (a path, a reference), or is a number or a flag. */
export function isPointer(text: string): boolean {
  return text === "" || /^(\/|\$\{?|%\{|file:|\d+(\.\d+)?(ms|s|m|h|d)?$|true$|false$)/i.test(text);
}
