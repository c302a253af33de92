import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPackage } from "../../shared/package.ts";
import { camelCase, pascalCase } from "../request/name.ts";

/** Name that the template's system has in its files. */
const TEMPLATE_NAME = "starter";

/** How a module is imported that the template imports in one way: `#graph/model`, or a path within the project. */
export type Specifier = (module: string) => string;

/** Within the repository, every room is imported by its name. */
export const byRoom: Specifier = (module) =>
  module.startsWith("../stacks/") ? module.replace("../", "#").replace(/\.ts$/, "") : module;

/**
 * Elsewhere, strata's rooms by the package's name and the path under which it exports the module.
 *
 * @throws Error for a module that the package does not export
 */
export const byPackage: Specifier = (module) => {
  if (!module.startsWith("#")) {
    return module;
  }
  const { name, exports } = readPackage();
  const compiled = `./dist/${module.slice(1)}.js`;
  const found = Object.entries(exports).find(
    ([, target]) => typeof target === "object" && target.default === compiled,
  );
  if (!found) {
    throw new Error(`the package ${name} does not export ${module}`);
  }
  return `${name}${found[0].slice(1)}`;
};

/**
 * A file of the template, for a system of another name.
 *
 * @param file path below `template/`
 * @param system name such as `my-shop`: `starter` in strings becomes it, in identifiers `myShop`
 */
export function renderTemplate(file: string, system: string, specifier: Specifier): string {
  const text = readFileSync(join(import.meta.dirname, "../template", file), "utf8");
  return text.replace(/"[^"\n]*"|starter|Starter/g, (found) => {
    if (found.startsWith('"')) {
      const string = found.slice(1, -1).replaceAll(TEMPLATE_NAME, system);
      return `"${/^[#.]/.test(string) ? specifier(string) : string}"`;
    }
    return found === TEMPLATE_NAME ? camelCase(system) : pascalCase(system);
  });
}
