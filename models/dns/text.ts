/** Longest character string inside a TXT record, in bytes. Source: RFC 1035, 3.3. */
const STRING_BYTES = 255;

/**
 * Text in the form of a zone file: strings of at most 255 bytes in quotes, with quotes and backslashes escaped. Text
 * that begins with a quote is returned as it is. A character of several bytes is never split.
 */
export function quoteText(text: string): string {
  if (text.startsWith('"')) {
    return text;
  }
  return split(text)
    .map((part) => `"${part.replaceAll(/["\\]/g, "\\$&")}"`)
    .join(" ");
}

/**
 * The strings of a text in quotes, without escapes.
 *
 * @returns undefined when the text is not a sequence of strings in quotes
 */
export function quotedStrings(text: string): string[] | undefined {
  const string = /\s*"((?:[^"\\]|\\.)*)"\s*/sy;
  const found: string[] = [];
  while (string.lastIndex < text.length) {
    const match = string.exec(text);
    if (!match) {
      return undefined;
    }
    found.push((match[1] ?? "").replaceAll(/\\(\d{3}|.)/gs, (_, escaped: string) => unescaped(escaped)));
  }
  return found;
}

/** What is allowed in place of a text in quotes; undefined when the text is well-formed. */
export function textProblem(quoted: string): string | undefined {
  const strings = quotedStrings(quoted);
  if (!strings || strings.length === 0) {
    return 'plain text, or strings in quotes separated by blanks, with \\" for a quote';
  }
  return strings.some((part) => Buffer.byteLength(part) > STRING_BYTES)
    ? `strings of at most ${STRING_BYTES} bytes; plain text is split as needed`
    : undefined;
}

/** Bytes of a text in a DNS message: each of its strings is preceded by its length. */
export function textBytes(quoted: string): number {
  return (quotedStrings(quoted) ?? []).reduce((sum, part) => sum + Buffer.byteLength(part) + 1, 0);
}

function split(text: string): string[] {
  const parts: string[] = [];
  let current = "";
  for (const character of text) {
    if (Buffer.byteLength(current) + Buffer.byteLength(character) > STRING_BYTES) {
      parts.push(current);
      current = "";
    }
    current += character;
  }
  return [...parts, current];
}

function unescaped(escaped: string): string {
  return /^\d{3}$/.test(escaped) ? String.fromCharCode(Number(escaped)) : escaped;
}
