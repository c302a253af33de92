/** Context of a directive in an nginx configuration. */
export type Context = "http" | "upstream" | "upstreamServer" | "server" | "location";

/** Directives by context; in `upstreamServer` they are parameters of every `server` line. */
export type Directives = { readonly [Place in Context]?: readonly string[] };

/**
 * The two forms of a setting: the field of the controller's custom resource, and the nginx directives that the
 * controller's template writes for it. Both are side by side, so that a setting's effect can be tested on a plain
 * nginx.
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
