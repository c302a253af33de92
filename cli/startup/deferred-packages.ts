import module, { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DEFERRED, type Known } from "./deferred-list.ts";

const LOADER = "strata.deferred";
let installed = false;

/**
 * Lets the SDK load without what a plan does not use ({@link DEFERRED}): each part is loaded on first use of something
 * in it that is not known without. Call it before importing the SDK; repeated calls are harmless.
 */
export function deferPackages(): void {
  if (installed) {
    return;
  }
  installed = true;
  const require = createRequire(import.meta.url);
  // Folders that are in use; all of their modules load as usual from then on.
  const used = new Set<string>();
  const use = (folder: string) => {
    if (!used.has(folder)) {
      used.add(folder);
      for (const file of Object.keys(require.cache)) {
        if (folderOf(pathToFileURL(file).href) === folder) {
          delete require.cache[file];
        }
      }
    }
  };
  const folderOf = (url: string) =>
    Object.keys(DEFERRED).find((folder) => url.includes(`/node_modules/${folder}/`));
  Object.defineProperty(globalThis, Symbol.for(LOADER), {
    value: (url: string) => {
      const folder = folderOf(url) ?? "";
      const name = url.slice(url.lastIndexOf(`/node_modules/${folder}/`) + `/node_modules/${folder}/`.length);
      return lazily(DEFERRED[folder]?.[name] ?? {}, () => {
        use(folder);
        return require(fileURLToPath(url)) as object;
      });
    },
  });
  module.registerHooks({
    load(url, context, next) {
      const folder = folderOf(url);
      if (folder === undefined || used.has(folder)) {
        return next(url, context);
      }
      if (!context.conditions.includes("require")) {
        // Whoever imports a module by names needs its source, in which Node looks for them.
        use(folder);
        return next(url, context);
      }
      return {
        format: "commonjs",
        shortCircuit: true,
        source: `module.exports = globalThis[Symbol.for("${LOADER}")](${JSON.stringify(url)});`,
      };
    },
  });
}

/** An object that becomes the result of `load` on first access to a member that is not known without. */
function lazily(known: Known, load: () => object): object {
  let loaded: object | undefined;
  const get = () => {
    loaded ??= load();
    return loaded;
  };
  const early: Readonly<Record<PropertyKey, unknown>> = {
    ...known.values,
    ...Object.fromEntries(
      (known.functions ?? []).map((name) => [
        name,
        (...args: unknown[]) => (Reflect.get(get(), name) as (...args: unknown[]) => unknown)(...args),
      ]),
    ),
  };
  return new Proxy(function deferred() {}, {
    get: (_target, key) => {
      // The SDK copies all members of a module that is not marked as an ES module, which would load it.
      if (key === "__esModule") {
        return true;
      }
      if (!loaded && Object.hasOwn(early, key)) {
        return early[key];
      }
      // As for a module that is no ES module, whose default is the module itself.
      return key === "default" && !Reflect.has(get(), key) ? get() : Reflect.get(get(), key);
    },
    has: (_target, key) => Reflect.has(get(), key),
    // Node copies a module's own members where it is imported by their names.
    ownKeys: () => [...new Set([...Reflect.ownKeys(get()), "prototype"])],
    getOwnPropertyDescriptor: (target, key) => {
      // A proxy cannot hide that its target, being a function, has one.
      if (key === "prototype") {
        return Reflect.getOwnPropertyDescriptor(target, key);
      }
      const descriptor = Reflect.getOwnPropertyDescriptor(get(), key);
      return descriptor && { ...descriptor, configurable: true };
    },
    construct: (_target, args) => Reflect.construct(get() as new () => object, args),
    apply: (_target, self, args) => Reflect.apply(get() as () => unknown, self, args),
  });
}
