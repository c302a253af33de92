import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The package that this command line belongs to. */
export interface Package {
  /** Absolute path of its directory. */
  readonly root: string;
  readonly name: string;
  readonly version: string;
  /** What others may import: path below the name, such as `./graph/model`, to its compiled files. */
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

/** Reads the package's own manifest; compiled code has one more above it, without a name. */
export function readPackage(): Package {
  for (let root = import.meta.dirname; ; root = dirname(root)) {
    const path = join(root, "package.json");
    const manifest: Partial<Package> = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
    const { name, version, exports } = manifest;
    if (name !== undefined && version !== undefined && exports !== undefined) {
      return { root, name, version, exports };
    }
  }
}
