import { readManifest } from "./manifest.ts";
import { publicModules } from "./public.ts";

let specifiers: ReadonlyMap<string, string> | undefined;

/** Import path of each public module, such as `@strata-iac/strata/components/edge/zone`, by its source. */
export function publicSpecifiers(): ReadonlyMap<string, string> {
  const { name } = readManifest();
  specifiers ??= new Map(publicModules().map(({ file, subpath }) => [file, `${name}/${subpath}`]));
  return specifiers;
}

/**
 * How others import a module.
 *
 * @param file source, relative to the repository
 * @throws Error where the module is not public
 */
export function specifierOf(file: string): string {
  const specifier = publicSpecifiers().get(file);
  if (specifier === undefined) {
    throw new Error(`${file} is not public; mark what others import with @public`);
  }
  return specifier;
}
