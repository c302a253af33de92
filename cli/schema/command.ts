import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { ENVIRONMENTS } from "#blueprints/environment";
import { loadSystem, SYSTEM_NAMES } from "#infra/systems";
import { UsageError } from "../errors.ts";
import { findProject } from "../project/project.ts";
import type { Terminal } from "../terminal.ts";

/**
 * Writes one JSON Schema a system; a comment in each stack file points its editor at it.
 *
 * @throws UsageError in a project whose program is not strata's
 */
export async function schemaCommand(folder: string, terminal: Terminal): Promise<number> {
  const { root, main } = findProject(terminal.folder);
  if (!isOwnProgram(main)) {
    throw new UsageError(
      `${relative(root, main)} is a program of its own, which checks its configuration itself; strata schema describes strata's own systems (${SYSTEM_NAMES.join(", ")})`,
    );
  }
  const target = resolve(root, folder);
  mkdirSync(target, { recursive: true });
  for (const name of SYSTEM_NAMES) {
    const path = join(target, `${name}.json`);
    writeFileSync(path, `${JSON.stringify(await stackFileSchema(name), null, 2)}\n`);
    terminal.out(`${path}\n`);
  }
  return 0;
}

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
