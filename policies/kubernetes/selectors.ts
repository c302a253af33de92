import { meetsRequirement } from "#models/label-selector";
import { type Property, some } from "../property.ts";

/** Whether a label selector matches a pod's labels. A missing selector matches nothing, an empty one everything. */
export function selects(selector: Property, labels: Property): boolean {
  return (
    selector.exists() &&
    matchesLabels(selector.at("matchLabels"), labels) &&
    !some(selector.at("matchExpressions").items(), (expression) => !satisfies(expression, labels))
  );
}

/** Whether labels have all of the required values. */
export function matchesLabels(wanted: Property, labels: Property): boolean {
  return !some(wanted.entries(), ([name, value]) => labels.key(name).text() !== value.text());
}

function satisfies(expression: Property, labels: Property): boolean {
  const label = labels.key(expression.at("key").text() ?? "").text();
  const values = expression.at("values").texts();
  return meetsRequirement(expression.at("operator").text(), values, label) ?? false;
}

/** Index keys of objects that select these labels; undefined if a label is unknown. */
export function labelKeys(labels: Property): readonly string[] | undefined {
  if (!labels.isReadable() || labels.entries().some(([, value]) => !value.isReadable())) {
    return undefined;
  }
  return labels.entries().map(([name, value]) => labelKey(name, value));
}

/** The index key of an object that selects these labels: one of them; undefined if it may select anything. */
export function wantedKey(wanted: Property): string | undefined {
  const [first] = wanted.isReadable() ? wanted.entries() : [];
  return first?.[1].isReadable() ? labelKey(...first) : undefined;
}

function labelKey(name: string, value: Property): string {
  return JSON.stringify([name, value.text()]);
}
