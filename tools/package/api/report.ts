import { readManifest } from "../manifest.ts";
import type { PublicModule } from "../public.ts";
import type { Surface } from "./surface.ts";

/** A page of the API report. */
export interface Page {
  /** Path relative to the repository. */
  readonly path: string;
  readonly content: string;
}

/** The API report: every name and signature that others can import, a page per area. */
export function apiPages({ modules }: Surface): Page[] {
  const areas = Map.groupBy(modules.keys(), areaOf);
  const { name } = readManifest();
  return [...areas].map(([area, members]) => ({
    path: `docs/api/${area}.md`,
    content: [
      `# API: ${area}`,
      "",
      "Made from the declarations (`npm run api`), so that every change of it shows in review.",
      "",
      ...members.flatMap((module) => [
        `## ${name}/${module.subpath}`,
        "",
        "```ts",
        (modules.get(module) ?? []).map(({ text }) => text).join("\n\n"),
        "```",
        "",
      ]),
    ].join("\n"),
  }));
}

/** A layer of the components, a room, or a path of its own. */
function areaOf({ subpath }: PublicModule): string {
  const [room = "", layer = ""] = subpath.split("/");
  return room === "components" ? `${room}/${layer}` : room;
}
