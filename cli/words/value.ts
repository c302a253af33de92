import { isAsset, isRecord, isSecret, isUnknown, type Value } from "#graph/model";

const MOST_CHARACTERS = 60;
/** Of a list in a fact. */
const MOST_MEMBERS = 3;

/** A value as short text; unknown values and secrets are shown as such. */
export function showValue(value: Value): string {
  if (isUnknown(value)) {
    return "(known after apply)";
  }
  if (isSecret(value)) {
    return "[secret]";
  }
  if (isAsset(value)) {
    return `asset ${value.$asset}`;
  }
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== "object");
    return plain && value.length <= 3
      ? value.join(", ")
      : `${value.length} ${value.length === 1 ? "entry" : "entries"}`;
  }
  if (isRecord(value)) {
    const pairs = Object.entries(value).map(
      ([key, member]) => `${key} ${isRecord(member) ? "…" : showValue(member)}`,
    );
    return shorten(pairs.join(", "));
  }
  return shorten(String(value));
}

/** A fact without its own rendering: `key value · key value`. */
export function showFact(value: Value): string {
  if (Array.isArray(value)) {
    const more = value.length - MOST_MEMBERS;
    const shown =
      more > 1 ? [...value.slice(0, MOST_MEMBERS).map(showValue), `and ${more} more`] : value.map(showValue);
    return shown.join(" · ") || "none";
  }
  return isRecord(value)
    ? Object.entries(value)
        .map(([key, member]) => `${key} ${showValue(member)}`)
        .join(" · ")
    : showValue(value);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line;
}
