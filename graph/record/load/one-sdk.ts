import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const SDK = "@pulumi/pulumi";
let installed = false;

/**
 * Lets a program use the copy of the Pulumi SDK that recording hooks into. It has another if strata is installed outside
 * the program's project, or if the two ask for different versions.
 *
 * @param program absolute path of the program's entry module
 */
export function useOneSdk(program: string): void {
  if (installed || resolvedFrom(program) === resolvedFrom(import.meta.filename)) {
    return;
  }
  installed = true;
  const main = createRequire(import.meta.url).resolve(SDK);
  module.registerHooks({
    resolve(specifier, context, next) {
      if (specifier !== SDK && !specifier.startsWith(`${SDK}/`)) {
        return next(specifier, context);
      }
      const path = specifier === SDK ? main : join(dirname(main), specifier.slice(SDK.length));
      return next(context.conditions.includes("import") ? pathToFileURL(path).href : path, context);
    },
  });
}

function resolvedFrom(file: string): string | undefined {
  try {
    return createRequire(file).resolve(SDK);
  } catch {
    // Not installed in the project: it gets the copy that there is.
    return undefined;
  }
}
