import { SECRET_TEXT } from "../echo/computed.ts";
import type { Deployment } from "./state.ts";

// A part that stays whole wherever the text starts: base64 takes three bytes at a time.
const PLAIN = [SECRET_TEXT, ...["base64", "hex"].map((encoding) => encoded(encoding as BufferEncoding))];

/** Generated secrets that stand in a text as they are, or only encoded. */
export function plainSecrets(text: string): string[] {
  return PLAIN.filter((part) => text.includes(part));
}

/** How many encrypted values a state holds. */
export function encryptedValues(state: Deployment): number {
  return JSON.stringify(state).split('"ciphertext":').length - 1;
}

function encoded(encoding: BufferEncoding): string {
  return Buffer.from(SECRET_TEXT).subarray(0, 15).toString(encoding);
}
