/*
 * Required by each Node process of the CLI before anything else: two large packages that Pulumi's SDK loads at its
 * start, half of the work of loading it, wait until somebody needs them. Both are for functions that are written into
 * the state, such as those of dynamic providers: npm's tree of packages, and the TypeScript compiler.
 */
const Module = require("node:module");

const DEFERRED = new Set(["@npmcli/arborist", "../../typescript-shim"]);

const load = Module._load;

Module._load = (request, parent, isMain) => {
  if (DEFERRED.has(request)) {
    return new Proxy(
      {},
      { get: (_, key) => key === "__esModule" || Reflect.get(load(request, parent, isMain), key) },
    );
  }
  // The SDK asks for its version to say it in a log; who compiles with it comes from elsewhere.
  if (request === "typescript" && parent?.filename.endsWith("tsutils.js")) {
    return { version: "installed" };
  }
  return load(request, parent, isMain);
};
