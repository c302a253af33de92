import { nearest } from "#models/grammar/nearest";
import type { ConfigMistake } from "./mistakes.ts";

/** Namespaces that a stack file may use: strata's, and Pulumi's for the engine. */
const NAMESPACES = ["strata", "pulumi"] as const;

/**
 * Keys of other namespaces: nothing reads them, so each is most likely a typo.
 *
 * @param known names that may follow `strata:`
 */
export function unknownNamespaces(keys: readonly string[], known: readonly string[]): ConfigMistake[] {
  const settings = known.map((setting) => `strata:${setting}`);
  return keys
    .filter((key) => !NAMESPACES.some((namespace) => key.startsWith(`${namespace}:`)))
    .map((key) => {
      const setting = `strata:${key.split(":").slice(1).join(":")}`;
      const meant = settings.includes(setting) ? setting : nearest(key, settings);
      const hint = meant ? `did you mean ${meant}?` : `keys begin with ${NAMESPACES.join(": or ")}:`;
      return { path: [key], problem: `unknown key; ${hint}`, ...(meant ? { meant } : {}) };
    });
}
