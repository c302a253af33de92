/** Where a directive stands in an nginx configuration. */
export type Context = "http" | "upstream" | "upstreamServer" | "server" | "location";

/** Directives by context; in `upstreamServer` they are parameters of every `server` line. */
export type Directives = { readonly [Place in Context]?: readonly string[] };

/**
 * What one setting becomes: the field of the controller's custom resource, and the nginx directives that the
 * controller's template makes of it. Both stand side by side, so that a setting's effect can be tried on a
 * plain nginx.
 */
export interface Mapped<Field> {
  readonly field: Field;
  readonly nginx: Directives;
}

/** Joins directives, keeping their order within each context. */
export function joined(all: readonly Directives[]): Directives {
  const result: { [Place in Context]?: string[] } = {};
  for (const directives of all) {
    for (const context of CONTEXTS) {
      const lines = directives[context];
      if (lines && lines.length > 0) {
        result[context] = [...(result[context] ?? []), ...lines];
      }
    }
  }
  return result;
}

const CONTEXTS: readonly Context[] = ["http", "upstream", "upstreamServer", "server", "location"];
