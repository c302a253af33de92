import type { WireRecord } from "../../provider/wire.ts";
import { stepsOf } from "../rules/paths.ts";
import { edited } from "./edit.ts";

/** Forms of texts, by the names of the table. */
const NORMAL: Readonly<Record<string, (text: string) => string>> = {
  upperCase: (text) => text.toUpperCase(),
  stripFoldersPrefix: (text) => text.replace(/^folders\//, ""),
  stripOrganizationsPrefix: (text) => text.replace(/^organizations\//, ""),
  CanonicalizeServiceScope: (text) =>
    text.startsWith("https://") ? text : `https://www.googleapis.com/auth/${text}`,
  selfLink: (text) => text.replace(/^projects\//, "https://www.googleapis.com/compute/v1/projects/"),
  name: (text) => text.split("/").at(-1) ?? text,
};

/** A record with the texts at some paths in the forms that are named. */
export function normalized(record: WireRecord, forms: Readonly<Record<string, string>> = {}): WireRecord {
  return Object.entries(forms).reduce(
    (made, [path, name]) =>
      edited(made, stepsOf(path), (value) =>
        typeof value === "string" ? (NORMAL[name]?.(value) ?? value) : value,
      ),
    record,
  );
}
