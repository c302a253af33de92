import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readManifest } from "./manifest.ts";
import { ROOMS, ROOT } from "./public.ts";

/*
 * Builds dist/, the code of the published package: the rooms compiled to JavaScript with declarations, the files
 * that they read beside it, and a package.json by which `#room/path` resolves there.
 */

const DIST = join(ROOT, "dist");

/** Modules that are written into projects as they are. */
const TEMPLATE = "cli/init/template/";

rmSync(DIST, { recursive: true, force: true });
execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: ROOT,
  stdio: "inherit",
});
for (const file of filesBesideCode()) {
  mkdirSync(dirname(join(DIST, file)), { recursive: true });
  copyFileSync(join(ROOT, file), join(DIST, file));
}
writeFileSync(join(DIST, "package.json"), `${JSON.stringify(compiledManifest(), null, 2)}\n`);

/** What the compiler left, byte for byte; the stack files are this repository's own. */
function filesBesideCode(): string[] {
  return globSync(`{${ROOMS.join(",")}}/**/*.*`, { cwd: ROOT }).filter(
    (file) =>
      (!file.endsWith(".ts") || file.startsWith(TEMPLATE)) &&
      !file.startsWith("stacks/") &&
      !existsSync(join(DIST, file)),
  );
}

/** Of dist/ itself: it names the rooms as the repository does, but compiled. */
function compiledManifest(): object {
  const { version } = readManifest();
  const imports = Object.fromEntries(ROOMS.map((room) => [`#${room}/*`, `./${room}/*.js`]));
  return { private: true, version, type: "module", imports };
}
