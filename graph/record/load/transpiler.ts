import module, { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { register as registerCommonJs } from "tsx/cjs/api";
import { register as registerModules } from "tsx/esm/api";
import { closestFile } from "./closest-file.ts";
import { mapTranspiled } from "./positions.ts";

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/** Where the compiler reads the project's settings. */
const SETTINGS = "TSX_TSCONFIG_PATH";
/** The mark in the URLs of the modules that the compiler loads once more, after Node has failed. */
const NAMESPACE = "tsx-namespace";

/** Programs that run, for all of which the compiler stays installed: a program may require modules while it runs. */
let running = 0;
let unregister = () => {};
let others: ReadonlySet<string> | undefined;

/**
 * Compiles a CommonJS program, and the local modules that it requires, and loads it. The nearest tsconfig.json sets path
 * aliases and decorators; types are not checked.
 *
 * @param main absolute path of the entry module
 */
export function requireTranspiled(main: string): Promise<Exports> {
  mapTranspiled();
  running++;
  return withSettings(main, () => {
    const require = createRequire(main);
    forget(require);
    if (running === 1) {
      unregister = registerCommonJs();
    }
    const whole: unknown = require(main);
    return Promise.resolve({ default: whole });
  });
}

/** Ends the compiling of what is required, once as many programs have ended as were loaded. */
export function releaseCompiler(): void {
  running--;
  if (running === 0) {
    unregister();
  }
}

/** As {@link requireTranspiled}, for an ES module, of which Node may have failed to load a part. */
export function importTranspiled(main: string): Promise<Exports> {
  mapTranspiled();
  return withSettings(main, (tsconfig) => {
    const namespace = crypto.randomUUID();
    const compiler = registerModules({ namespace, ...(tsconfig && { tsconfig }) });
    loadPackagesOnce();
    const url = pathToFileURL(main).href;
    return compiler.import(url, url) as Promise<Exports>;
  });
}

let loadsPackagesOnce = false;

/** Lets programs that are loaded once more have the same packages: the SDK's state is in its modules. */
function loadPackagesOnce(): void {
  if (loadsPackagesOnce) {
    return;
  }
  loadsPackagesOnce = true;
  module.registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const [url = "", query] = resolved.url.split("?");
      return query?.includes(NAMESPACE) && url.includes("/node_modules/") ? { ...resolved, url } : resolved;
    },
  });
}

/** Lets the modules of an earlier program, which are not of packages, run again. */
function forget({ cache }: NodeJS.Require): void {
  others ??= new Set(Object.keys(cache));
  for (const path of Object.keys(cache)) {
    if (!others.has(path) && !/[\\/]node_modules[\\/]/.test(path)) {
      delete cache[path];
    }
  }
}

async function withSettings(
  main: string,
  load: (tsconfig: string | undefined) => Promise<Exports>,
): Promise<Exports> {
  const tsconfig = closestFile("tsconfig.json", dirname(main));
  const before = process.env[SETTINGS];
  if (tsconfig) {
    process.env[SETTINGS] = tsconfig;
  }
  try {
    return await load(tsconfig);
  } finally {
    if (before === undefined) {
      delete process.env[SETTINGS];
    } else {
      process.env[SETTINGS] = before;
    }
  }
}
