/**
 * Readers of a resource's inputs, whose types the graph does not know. Each returns undefined for a value of another
 * type.
 */

export type Table = Readonly<Record<string, unknown>>;

export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function table(value: unknown): Table | undefined {
  return isTable(value) ? value : undefined;
}

export function entries(value: unknown): [key: string, value: unknown][] {
  return isTable(value) ? Object.entries(value) : [];
}
