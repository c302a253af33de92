const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** Shorter texts stand in many places by chance. */
const LEAST_LENGTH = 12;

/** Texts of all secrets in what `pulumi stack export --show-secrets` prints. */
export function secretTexts(exported: string): string[] {
  const texts = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === "string") {
      texts.add(value);
    } else if (typeof value === "object" && value !== null) {
      Object.values(value).forEach(collect);
    }
  };
  const search = (value: unknown): void => {
    if (typeof value !== "object" || value === null) {
      return;
    }
    const record = value as Record<string, unknown>;
    if (SIGNATURE in record && typeof record["plaintext"] === "string") {
      collect(JSON.parse(record["plaintext"]));
    } else {
      Object.values(record).forEach(search);
    }
  };
  search(JSON.parse(exported));
  return [...texts].filter((text) => text.length >= LEAST_LENGTH);
}

/** Where secrets stand in plain text, or only encoded: the name of each place with what it shows. */
export function exposed(places: ReadonlyMap<string, string>, secrets: readonly string[]): string[] {
  return [...places].flatMap(([place, text]) =>
    secrets
      .filter((secret) => formsOf(secret).some((form) => text.includes(form)))
      .map((secret) => `${place}: ${secret}`),
  );
}

/** A text as it is, as JSON writes it, and encoded: base64 takes three bytes at a time, wherever the text starts. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
  return [text, JSON.stringify(text).slice(1, -1), whole.toString("base64"), bytes.toString("hex")];
}
