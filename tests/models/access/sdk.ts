import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../../support/project.ts";

/** The declarations of a type in the installed SDK; undefined for a type that it does not have. */
export function declarationsOf(type: string): string | undefined {
  const [provider = "", path = ""] = type.split(":");
  const [folder = "", file = ""] = path.split("/");
  const base = join(REPOSITORY, "node_modules/@pulumi", provider, folder === "index" ? "" : folder);
  const name = existsSync(base)
    ? readdirSync(base).find((each) => each.toLowerCase() === `${file.toLowerCase()}.d.ts`)
    : undefined;
  const text = name && readFileSync(join(base, name), "utf8");
  return text?.includes(`class ${type.split(":").at(-1)} `) ? text : undefined;
}

/** Permissions that the documentation of a type accepts, such as `DNS Write`. */
export function acceptedPermissions(type: string): string[] {
  const [, section = ""] =
    /Accepted Permissions([\s\S]*?)(?:## |\*\/)/.exec(declarationsOf(type) ?? "") ?? [];
  return [...section.matchAll(/- `(.+?)`/g)].map(([, name = ""]) => name);
}
