import { realpathSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { ENVIRONMENTS } from "#blueprints/environment";
import { loadSystem, SYSTEM_NAMES } from "#infra/systems";
import type { Command, ExitCode } from "../command.ts";
import { parseDirectory } from "../shared/arguments.ts";
import { UsageError } from "../shared/errors.ts";
import { writeFiles } from "../shared/files.ts";
import { findProject } from "../shared/project/project.ts";
import { toJson } from "../shared/text.ts";

interface SchemaOptions {
  readonly out: string;
}

/** `strata schema`: one JSON Schema per system; a comment in each stack file points its editor at it. */
export const schemaCommand: Command<SchemaOptions> = {
  name: "schema",

  configure: (syntax) =>
    void syntax.option("-o, --out <directory>", "directory to write to", parseDirectory, "docs/schema"),

  async run({ options }, terminal): Promise<ExitCode> {
    const { root, main } = findProject(terminal.folder);
    if (!isOwnProgram(main)) {
      throw new UsageError(
        `${relative(root, main)} is not strata's program and checks its own configuration; strata schema describes strata's systems (${SYSTEM_NAMES.join(", ")})`,
      );
    }
    const target = resolve(root, options.out);
    const files = new Map<string, string>();
    for (const name of SYSTEM_NAMES) {
      files.set(join(target, `${name}.json`), toJson(await stackFileSchema(name)));
    }
    writeFiles(files);
    const paths = [...files.keys()];
    terminal.out(options.json ? toJson({ version: 1, files: paths }) : `${paths.join("\n")}\n`);
    return 0;
  },
};

/** Whether a project's entry module is the program that builds strata's systems. */
function isOwnProgram(main: string): boolean {
  const folder = fileURLToPath(new URL("../../infra/", import.meta.url));
  return realpathSync(main).replace(/\.[jt]s$/, "") === join(realpathSync(folder), "index");
}

/** JSON Schema of a system's stack file: the settings of the system as `strata:` keys under `config`. */
export async function stackFileSchema(name: (typeof SYSTEM_NAMES)[number]): Promise<object> {
  const { settings } = await loadSystem(name);
  const {
    $schema,
    properties = {},
    required = [],
  } = z.toJSONSchema(settings, {
    unrepresentable: "any",
    io: "input",
    override: ({ jsonSchema }) => {
      // The schema would state the type's own bounds.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  const keys = Object.entries(properties).map(([key, schema]) => [`strata:${key}`, schema] as const);
  return {
    $schema,
    title: `Stack file of ${name}`,
    type: "object",
    required: ["config"],
    properties: {
      secretsprovider: { type: "string" },
      encryptionsalt: { type: "string" },
      encryptedkey: { type: "string" },
      config: {
        type: "object",
        properties: {
          "pulumi:disable-default-providers": { const: ["*"] },
          ...Object.fromEntries(keys),
          "strata:system": { const: name },
          "strata:environment": { enum: Object.keys(ENVIRONMENTS) },
        },
        required: ["pulumi:disable-default-providers", ...required.map((key) => `strata:${key}`)],
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  };
}
