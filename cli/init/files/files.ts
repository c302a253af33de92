import { join, relative } from "node:path";
import { type Place, readIn } from "../place.ts";
import { camelCase, stackName } from "../request/name.ts";
import type { NewSystem } from "../request/request.ts";
import { exceptionFiles } from "./exceptions.ts";
import { projectFiles } from "./project-files.ts";
import { addEntry } from "./register.ts";
import { renderStackFile } from "./stack-file.ts";
import { byPackage, byRoom, renderTemplate } from "./template.ts";
import type { PlannedFile, WritingPlan } from "./writing-plan.ts";

/** The files that a new system needs: its modules, spec and stack files, and missing files of the project. */
export function planFiles(system: NewSystem, place: Place, today: string): WritingPlan {
  const { files, conflicts } = place.project
    ? registration(system.name, place)
    : projectFiles(system.name, place);
  const created = [...systemFiles(system.name, place), ...stackFiles(system, place, today)];
  return {
    files: [...created, ...exceptionFiles(system, place, today), ...files],
    conflicts: [
      ...created.filter(({ path }) => readIn(place, path) !== undefined).map(({ path }) => `${path}  exists`),
      ...conflicts,
    ],
  };
}

/** Path of a system's spec. */
export function specFile(system: string, { isRepository }: Place): string {
  return isRepository ? `tests/stacks/${system}.spec.ts` : `tests/${system}.spec.ts`;
}

function systemFiles(system: string, place: Place): PlannedFile[] {
  const specifier = place.isRepository ? byRoom : byPackage;
  const render = (template: string) => renderTemplate(template, system, specifier);
  const spec = render("tests/starter.spec.ts");
  const contents: Readonly<Record<string, string>> = {
    [`stacks/${system}/${system}.ts`]: render("stacks/starter/starter.ts"),
    [`stacks/${system}/settings.ts`]: render("stacks/starter/settings.ts"),
    // Mocha, which runs the repository's specs, has these as globals.
    [specFile(system, place)]: place.isRepository
      ? spec.replace(/^import .* from "node:test";\n/m, "")
      : spec,
  };
  return Object.entries(contents).map(([path, content]) => ({ path, content, action: "create" }));
}

function stackFiles({ name, stacks }: NewSystem, { root, project }: Place, today: string): PlannedFile[] {
  const folder = project ? relative(root, project.stackFolder).replaceAll("\\", "/") : "stacks";
  const up = folder === "" ? "." : folder.replace(/[^/]+/g, "..");
  return stacks.map((stack) => ({
    path: join(folder, `Pulumi.${stackName(name, stack.environment.name)}.yaml`),
    content: renderStackFile(name, stack, `${up}/docs/schema/${name}.json`, today),
    action: "create",
  }));
}

/** The entry in the module that lists the systems. */
function registration(system: string, place: Place): WritingPlan {
  const { register, isRepository } = place;
  const module = isRepository ? `#stacks/${system}/${system}` : `./stacks/${system}/${system}.ts`;
  const key = system.includes("-") ? `"${system}"` : system;
  const entry = `${key}: async () => (await import("${module}")).${camelCase(system)}`;
  const opening = isRepository ? /\bSYSTEMS = \{/ : /\bsystems:\s*\{/;
  const content = addEntry(readIn(place, register) ?? "", opening, entry);
  return content === undefined
    ? {
        files: [],
        conflicts: [`${register}  has no list of systems to add to, such as systems: { ${entry} }`],
      }
    : { files: [{ path: register, content, action: "change" }], conflicts: [] };
}
