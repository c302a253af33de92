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
 * What kind of credential a text holds, by its shape; undefined for any other text. For what is written in
 * plain text though it must not be, and for words that would repeat it.
 */
export function credentialIn(text: string): string | undefined {
  return SHAPES.find(([shape]) => shape.test(text))?.[1];
}

/** Names under which credentials are kept, in any spelling: `DB_PASSWORD`, `apiKey`, `auth-token`. */
const NAME = /(password|passwd|secret|token|api[-_]?key|private[-_]?key|access[-_]?key|credential)s?$/i;

/** Whether a setting of this name is expected to hold a credential, rather than to say where one is. */
export function namesCredential(name: string): boolean {
  return NAME.test(name);
}

/** Whether a text only says where a credential is (a path, a reference), or is a number or a switch. */
export function isPointer(text: string): boolean {
  return text === "" || /^(\/|\$\{?|%\{|file:|\d+(\.\d+)?(ms|s|m|h|d)?$|true$|false$)/i.test(text);
}
