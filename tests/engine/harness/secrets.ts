import { SIGNATURE } from "../provider/wire.ts";
import type { Deployment } from "./state.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** Shorter texts stand in many places by chance. */
const LEAST_LENGTH = 12;

/**
 * The texts of all secrets in a stack's state, as its own passphrase reveals them.
 *
 * @param types only those of resources with such a type. Default all, the outputs of the program too
 */
export async function secretTexts(workspace: Workspace, types = /^/): Promise<string[]> {
  const { stdout } = await workspace.must("stack", "export", "--show-secrets", "--stack", workspace.stack);
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
  const { deployment } = JSON.parse(stdout) as { deployment: Deployment };
  search((deployment.resources ?? []).filter(({ type }) => types.test(type)));
  return [...texts].filter((text) => text.length >= LEAST_LENGTH && !isPublic(text));
}

/** Certificates and names of resources are for everybody, also where they lie beside a password in one secret. */
function isPublic(text: string): boolean {
  return /^(-----BEGIN CERTIFICATE-----|urn:pulumi:)/.test(text);
}

/** Where secrets stand in plain text, or only encoded: the name of each place with what it shows. */
export function exposed(places: ReadonlyMap<string, string>, secrets: readonly string[]): string[] {
  return [...places].flatMap(([place, text]) =>
    secrets
      .filter((secret) => formsOf(secret).some((form) => text.includes(form)))
      .map((secret) => `${place}: ${secret}`),
  );
}

/** How many encrypted values a state holds. */
export function encryptedValues(state: Deployment): number {
  return JSON.stringify(state).split('"ciphertext":').length - 1;
}

/** A text as it is, as JSON writes it, and encoded: base64 takes three bytes at a time, wherever the text starts. */
function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
  return [text, JSON.stringify(text).slice(1, -1), whole.toString("base64"), bytes.toString("hex")];
}
