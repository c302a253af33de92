import { join } from "node:path";
import type { Command, ExitCode, Syntax } from "../command.ts";
import { mistakesError, UsageError } from "../shared/errors.ts";
import { writeFiles } from "../shared/files.ts";
import { nextCommands } from "../shared/next.ts";
import { readPackage } from "../shared/package.ts";
import { assertExclusiveResources } from "../shared/project/exclusive-resources.ts";
import { readStackFiles } from "../shared/project/slices.ts";
import { parseStackFile } from "../shared/project/stack-file.ts";
import type { Terminal } from "../shared/terminal/terminal.ts";
import { toJson } from "../shared/terminal/text.ts";
import { planFiles, specFile } from "./files/files.ts";
import type { PlannedFile } from "./files/writing-plan.ts";
import { findPlace, type Place, readIn } from "./place.ts";
import { askForMissing } from "./request/ask.ts";
import { stackName } from "./request/name.ts";
import { type Given, type NewSystem, parseRequest } from "./request/request.ts";

type InitOptions = Omit<Given, "name"> & { readonly dryRun?: boolean };

/** `strata init`: a new system, with a stack for each environment. Writes all files or none. */
export const initCommand: Command<InitOptions> = {
  name: "init",
  configure,

  async run({ operands: [name], options }, terminal): Promise<ExitCode> {
    const { json, dryRun = false, ...flags } = options;
    const place = await findPlace(terminal.folder);
    const given = await askForMissing(
      name === undefined ? flags : { ...flags, name },
      place.environments,
      terminal,
    );
    const system = parseRequest(given, place.environments);
    const { files, conflicts } = planFiles(system, place, terminal.today);
    const known = place.systems.includes(system.name)
      ? [`name  found "${system.name}", which is a system already`]
      : [];
    const lines = [...known, ...conflicts, ...sharedResources(files, place)];
    if (lines.length > 0) {
      throw mistakesError(lines, "nothing was written");
    }
    if (!dryRun) {
      writeFiles(new Map(files.map(({ path, content }) => [join(place.root, path), content])));
    }
    const next = nextOf(system, place);
    terminal.out(
      json
        ? toJson({ version: 1, dryRun, files: files.map(({ path, action }) => ({ path, action })), next })
        : render(files, dryRun, next, terminal),
    );
    return 0;
  },
};

function configure(syntax: Syntax): void {
  syntax
    .argument("[name]", 'name of the system, such as "shop"; a terminal prompts for whatever is missing')
    .option("--environments <names>", "separated by commas, such as dev,prod; default: dev")
    .option(
      "--domain <domains>",
      "registrable domain of each environment's Cloudflare zone, separated by commas",
    )
    .option("--account-id <id>", "Cloudflare account, 32 hexadecimal digits")
    .option("--plan <plans>", "Cloudflare plan; default: pro where data is protected, else free")
    .option("--project <ids>", "Google Cloud project of each environment, separated by commas")
    .option("--project-number <numbers>", "its number, likewise")
    .option("--region <region>", "Google Cloud region, such as us-central1")
    .option("--contact <addresses>", "where certificate authorities write to; default: platform@<domain>")
    .option("--dry-run", "write nothing, list the files");
}

/** Exclusive resources that the new stacks would share with existing ones. */
function sharedResources(files: readonly PlannedFile[], { project }: Place): string[] {
  const existing = project ? readStackFiles(project) : [];
  return files.flatMap(({ path, content }) => {
    const [, stack] = /(?:^|\/)Pulumi\.(.+)\.yaml$/.exec(path) ?? [];
    if (stack === undefined) {
      return [];
    }
    try {
      assertExclusiveResources(new Map([...existing, [stack, parseStackFile(content, path)]]), stack);
      return [];
    } catch (error) {
      if (error instanceof UsageError) {
        return error.message.split("\n");
      }
      throw error;
    }
  });
}

function nextOf({ name, stacks }: NewSystem, place: Place): string[] {
  const [first] = stacks.map(({ environment }) => stackName(name, environment.name));
  const spec = specFile(name, place);
  const installed = place.project || readIn(place, "package.json")?.includes('"zod"');
  return [
    ...(installed ? [] : [`npm install ${readPackage().name} zod`]),
    `npx strata plan ${first}`,
    `npx strata check ${first}`,
    ...(place.isRepository
      ? ["npx strata schema", "npm run fix", "npm run golden", `npx mocha ${spec}`]
      : ["npx strata schema", `node --test ${spec}`]),
  ];
}

function render(
  files: readonly PlannedFile[],
  dryRun: boolean,
  next: readonly string[],
  terminal: Pick<Terminal, "paint">,
): string {
  const verbs = dryRun
    ? { create: "would create", change: "would change" }
    : { create: "created", change: "changed" };
  const column = verbs.create.length + 2;
  const lines = files.map(({ path, action }) => `${verbs[action].padEnd(column)}${path}`);
  const below = dryRun ? "dry run, nothing was written\n" : nextCommands(next, terminal);
  return `${lines.join("\n")}\n\n${below}`;
}
