import { readFileSync } from "node:fs";
import module, { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";

/** A module that reads otherwise, and the modules that load it, directly or through others, itself included. */
export interface Variant {
  /** Absolute path. */
  readonly file: string;
  readonly source: string;
  readonly dependents: ReadonlySet<string>;
}

/** Which module loads which, by absolute paths. */
export type Imports = Map<string, Set<string>>;

/**
 * Loads modules so that a variant of one can be run in the same process: the module and its dependents are loaded anew,
 * under a URL of their own; all others, and the packages, are shared with earlier runs.
 */
export class VariantLoader {
  /** Found so far. */
  readonly imports: Imports = new Map();
  readonly #stripped = new Map<string, string>();
  #variant: Variant | undefined;
  #number = 0;

  constructor() {
    const { registerHooks } = module;
    let registered = registerHooks(this.#hooks());
    // The last hooks are asked first, and may answer without asking others: these stay the last.
    module.registerHooks = (hooks) => {
      registered.deregister();
      const others = registerHooks(hooks);
      registered = registerHooks(this.#hooks());
      return others;
    };
  }

  #hooks(): module.RegisterHooksOptions {
    return {
      resolve: (specifier, context, next) => {
        const resolved = next(specifier, context);
        const path = sourcePath(resolved.url);
        if (path === undefined) {
          return resolved;
        }
        const parent = context.parentURL === undefined ? undefined : sourcePath(context.parentURL);
        if (parent !== undefined) {
          this.#note(parent, path);
        }
        return { ...resolved, url: this.urlOf(path, resolved.url) };
      },
      load: (url, context, next) => {
        const path = sourcePath(url);
        return path?.endsWith(".ts")
          ? { format: "module", source: this.#sourceOf(path, url), shortCircuit: true }
          : next(url, context);
      },
    };
  }

  /** Loads modules from now on with this variant; undefined: as they are. */
  use(variant: Variant | undefined): void {
    this.#variant = variant;
    this.#number += 1;
  }

  /** The URL under which a module is loaded now. */
  urlOf(path: string, url: string): string {
    return this.#variant?.dependents.has(path)
      ? `${url}${url.includes("?") ? "&" : "?"}variant=${this.#number}`
      : url;
  }

  #sourceOf(path: string, url: string): string {
    if (path === this.#variant?.file && url.includes("variant=")) {
      return stripTypeScriptTypes(this.#variant.source);
    }
    const stripped = this.#stripped.get(path) ?? stripTypeScriptTypes(readFileSync(path, "utf8"));
    this.#stripped.set(path, stripped);
    return stripped;
  }

  #note(parent: string, path: string): void {
    const known = this.imports.get(parent);
    if (known) {
      known.add(path);
    } else {
      this.imports.set(parent, new Set([path]));
    }
  }
}

/** The path of a module that belongs to no package. */
function sourcePath(url: string): string | undefined {
  return url.startsWith("file:") && !url.includes("/node_modules/") ? fileURLToPath(url) : undefined;
}

/** A module and everything that loads it, directly or through others. */
export function dependentsOf(file: string, imports: Imports): ReadonlySet<string> {
  const parents = new Map<string, string[]>();
  for (const [parent, paths] of imports) {
    for (const path of paths) {
      parents.set(path, [...(parents.get(path) ?? []), parent]);
    }
  }
  const found = new Set([file]);
  for (const path of found) {
    for (const parent of parents.get(path) ?? []) {
      found.add(parent);
    }
  }
  return found;
}
