import module from "node:module";

let installed = false;

/**
 * Resolves the sources' imports of each other, by a path or as `#graph/model`, without the package's manifest: Node
 * would parse it for each of hundreds of files, and with its list of exports that is a tenth of a plan's time. Call it
 * before the rooms are imported; again is harmless. Compiled code has a short manifest of its own and needs none of it.
 */
export function resolveSources(): void {
  if (installed || !import.meta.url.endsWith(".ts")) {
    return;
  }
  installed = true;
  const root = new URL("../../", import.meta.url).href;
  // Modules of packages, which are the same for all sources.
  const packages = new Map<string, module.ResolveFnOutput>();
  module.registerHooks({
    resolve(specifier, context, next) {
      const { parentURL } = context;
      if (!parentURL?.startsWith(root) || parentURL.includes("/node_modules/")) {
        return next(specifier, context);
      }
      if (!/^[#.]/.test(specifier)) {
        const key = `${specifier} ${context.conditions.join()}`;
        const known = packages.get(key) ?? { ...next(specifier, context), shortCircuit: true };
        packages.set(key, known);
        return known;
      }
      const url = specifier.startsWith("#")
        ? `${root}${specifier.slice(1)}.ts`
        : new URL(specifier, parentURL).href;
      return url.endsWith(".ts") && !url.includes("/node_modules/")
        ? { url, format: "module-typescript", shortCircuit: true }
        : next(specifier, context);
    },
  });
}
