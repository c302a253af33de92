import module, { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/*
 * The Pulumi SDK loads TypeScript, npm's resolver and a reader of package files when it is imported, to serialize
 * functions for the cloud (dynamic providers, callbacks). A plan needs none, yet they are two thirds of the SDK's loading
 * time.
 */
const DEFERRED = ["typescript", "@npmcli/arborist", "normalize-package-data"] as const;

const LOADER = "strata.deferred";
let installed = false;

/**
 * Lets the SDK load without the packages that it needs only for function serialization: each is loaded on first use.
 * Call it before importing the SDK; repeated calls are harmless.
 */
export function deferPackages(): void {
  if (installed) {
    return;
  }
  installed = true;
  const require = createRequire(import.meta.url);
  const loading = new Set<string>();
  Object.defineProperty(globalThis, Symbol.for(LOADER), {
    value: (url: string) =>
      lazily(() => {
        const file = fileURLToPath(url);
        loading.add(url);
        delete require.cache[file];
        return require(file) as object;
      }),
  });
  const isDeferred = (url: string) =>
    DEFERRED.some((name) => url.includes(`/node_modules/${name}/`)) && !loading.has(url);

  module.registerHooks({
    load(url, context, next) {
      return isDeferred(url)
        ? {
            format: "commonjs",
            shortCircuit: true,
            source: `module.exports = globalThis[Symbol.for("${LOADER}")](${JSON.stringify(url)});`,
          }
        : next(url, context);
    },
  });
}

/** An object that becomes the result of `load` on first access to a member. */
function lazily(load: () => object): object {
  let loaded: object | undefined;
  const get = () => {
    loaded ??= load();
    return loaded;
  };
  return new Proxy(function deferred() {}, {
    // The SDK copies all members of a module that is not marked as an ES module, which would load it.
    get: (_target, key) => (key === "__esModule" ? true : Reflect.get(get(), key)),
    has: (_target, key) => Reflect.has(get(), key),
    construct: (_target, args) => Reflect.construct(get() as new () => object, args),
    apply: (_target, self, args) => Reflect.apply(get() as () => unknown, self, args),
  });
}
