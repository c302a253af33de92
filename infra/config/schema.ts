import { z } from "zod";
import type { Environments } from "#blueprints/contract/environment";
import { sliceName } from "#blueprints/contract/slice";
import { isSliced, type System } from "#blueprints/contract/system";

/**
 * JSON Schemas of a system's stack files, by file name without extension: one for the system, or one per slice.
 * Settings are `strata:` keys under `config`.
 */
export function stackFileSchemas(
  system: System,
  environments: Environments,
): Readonly<Record<string, object>> {
  if (!isSliced(system)) {
    return { [system.name]: stackFileSchema(system.name, system.settings, namesOf(system, environments)) };
  }
  const schemas = system.slices.map((slice) => {
    const names = { ...namesOf(system, environments), slice: { enum: instanceNames(slice) } };
    const title = `${system.name}-${slice.name}`;
    return [title, stackFileSchema(title, slice.settings, names)] as const;
  });
  return Object.fromEntries(schemas);
}

function namesOf({ name }: System, environments: Environments) {
  return { system: { const: name }, environment: { enum: Object.keys(environments) } };
}

function instanceNames(slice: Parameters<typeof sliceName>[0] & { readonly instances?: readonly string[] }) {
  return slice.instances?.map((instance) => sliceName(slice, instance)) ?? [slice.name];
}

function stackFileSchema(
  title: string,
  settings: z.ZodType,
  names: Readonly<Record<string, object>>,
): object {
  const {
    $schema,
    properties = {},
    required = [],
  } = z.toJSONSchema(settings, {
    unrepresentable: "any",
    io: "input",
    override: ({ jsonSchema }) => {
      // Otherwise the schema would contain the type's own bounds.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  const keyed = (schemas: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [`strata:${key}`, schema]));
  const needed = [...Object.keys(names), ...required].map((key) => `strata:${key}`);
  return {
    $schema,
    title: `Stack file of ${title}`,
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
          ...keyed(names),
          ...keyed(properties),
        },
        required: ["pulumi:disable-default-providers", ...needed],
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  };
}
