import { isRecord } from "../../../graph/model.ts";
import type { Deployment, EngineResource } from "./state.ts";
import type { Workspace } from "./workspace.ts";

/** Outputs that a provider generates and that nobody may read, by the beginning of a type's token. */
const GENERATED: Readonly<Record<string, readonly string[]>> = {
  "random:index/randomBytes:": ["base64", "hex"],
  "random:index/randomPassword:": ["result"],
  "gcp:redis/instance:": ["authString"],
};

/** The texts of all generated secrets of a stack, as its own passphrase reveals them. */
export async function generatedSecrets(workspace: Workspace): Promise<string[]> {
  const { stdout } = await workspace.must("stack", "export", "--show-secrets", "--stack", workspace.stack);
  const { resources = [] } = (JSON.parse(stdout) as { deployment: Deployment }).deployment;
  return resources.flatMap(secretsOf);
}

function secretsOf({ type, outputs = {} }: EngineResource): string[] {
  const names = Object.entries(GENERATED).find(([prefix]) => type.startsWith(prefix))?.[1] ?? [];
  return names.flatMap((name) => {
    const value = outputs[name];
    return isRecord(value) && "plaintext" in value ? [String(JSON.parse(String(value["plaintext"])))] : [];
  });
}

/** Secrets that stand in a text as they are, or only encoded. */
export function plainSecrets(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => formsOf(secret).some((form) => text.includes(form)));
}

/** How many encrypted values a state holds. */
export function encryptedValues(state: Deployment): number {
  return JSON.stringify(state).split('"ciphertext":').length - 1;
}

/** A part that stays whole wherever the text starts: base64 takes three bytes at a time. */
function formsOf(secret: string): string[] {
  const part = Buffer.from(secret).subarray(0, 15);
  return [secret, part.toString("base64"), part.toString("hex")];
}
