import { type Place, readIn } from "../place.ts";
import { byPackage, renderTemplate } from "./template.ts";
import type { PlannedFile, WritingPlan } from "./writing-plan.ts";

/** The files that a new project needs around its first system. Existing files are kept if they are suitable. */
export function projectFiles(system: string, place: Place): WritingPlan {
  const created: Readonly<Record<string, string>> = {
    "Pulumi.yaml": pulumiProject(system),
    [place.register]: renderTemplate("strata.config.ts", system, byPackage),
  };
  const manifest = packageManifest(system, place);
  const compiler = readIn(place, "tsconfig.json") === undefined ? [compilerOptions()] : [];
  return {
    files: [
      ...Object.entries(created).map(([path, content]) => ({ path, content, action: "create" as const })),
      ...manifest.files,
      ...compiler,
    ],
    conflicts: [
      ...Object.keys(created)
        .filter((path) => readIn(place, path) !== undefined)
        .map((path) => `${path}  exists`),
      ...manifest.conflicts,
    ],
  };
}

function pulumiProject(system: string): string {
  return `name: ${system}
main: strata.config.ts
stackConfigDir: stacks
runtime:
  name: nodejs
  options:
    # Node runs TypeScript by stripping types.
    typescript: false
`;
}

/** The manifest must declare ECMAScript modules. */
function packageManifest(system: string, place: Place): WritingPlan {
  const path = "package.json";
  const text = readIn(place, path);
  const print = (manifest: object) => `${JSON.stringify(manifest, null, 2)}\n`;
  if (text === undefined) {
    const content = print({ name: system, private: true, type: "module" });
    return { files: [{ path, content, action: "create" }], conflicts: [] };
  }
  const manifest = parseObject(text);
  if (!manifest) {
    return { files: [], conflicts: [`${path}  is not a JSON object`] };
  }
  const { type } = manifest;
  if (type === undefined) {
    const content = print({ ...manifest, type: "module" });
    return { files: [{ path, content, action: "change" }], conflicts: [] };
  }
  const conflict = `${path}  type is ${JSON.stringify(type)}; expected "module"`;
  return { files: [], conflicts: type === "module" ? [] : [conflict] };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

/** For editors and type checks. */
function compilerOptions(): PlannedFile {
  const options = {
    target: "es2024",
    module: "nodenext",
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
  };
  return {
    path: "tsconfig.json",
    content: `${JSON.stringify({ compilerOptions: options }, null, 2)}\n`,
    action: "create",
  };
}
