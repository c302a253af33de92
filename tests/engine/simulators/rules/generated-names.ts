import type { Facts } from "#models/provider-facts/facts";
import type { WireRecord } from "../../provider/wire.ts";

const NAME_DIGITS = 7;

/** Fills in the names that Pulumi generates, and notes which ones; a resource keeps the one it has. */
export function withGeneratedNames(
  { autoName = [] }: Facts,
  name: string,
  olds: WireRecord,
  news: WireRecord,
  randomSeed: Uint8Array,
): WireRecord {
  const open = autoName.filter((property) => news[property] === undefined);
  if (open.length === 0) {
    return news;
  }
  const digits = Buffer.from(randomSeed).toString("hex").slice(0, NAME_DIGITS);
  const generated = open.map((property) => [property, olds[property] ?? `${name}-${digits}`]);
  return { ...news, ...Object.fromEntries(generated), __defaults: open };
}

/** The engine's own notes among inputs, such as which names were generated. */
export function notesOf(inputs: WireRecord): WireRecord {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key.startsWith("__")));
}

/** Inputs without the engine's own notes. */
export function withoutNotes(inputs: WireRecord): WireRecord {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}
