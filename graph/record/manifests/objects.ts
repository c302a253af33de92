import { globSync, readFileSync } from "node:fs";
import { typeOfKind } from "../../kubernetes-types.ts";
import { isRecord, SECRET, type Value, type Values } from "../../model.ts";
import { messageOf } from "../failure.ts";
import { parseManifests } from "./parse.ts";

/** A resource that the provider registers for an object of a manifest. */
export interface ManifestResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Values;
}

const TYPES = ["kubernetes:yaml/v2:ConfigGroup", "kubernetes:yaml/v2:ConfigFile"];

/** Whether the provider makes resources of a component's texts, files and objects. */
export function holdsManifests(type: string): boolean {
  return TYPES.includes(type);
}

/**
 * The resources of such a component, as far as they are known: from its text, its local files and its objects, named as
 * the provider does. Source: pulumi-kubernetes v4, provider/pkg/provider/yaml/v2.
 *
 * @param name the component's
 * @throws Error when a file cannot be read, a text is not YAML, or an object has no kind or name
 */
export async function manifestResources(name: string, inputs: Values): Promise<readonly ManifestResource[]> {
  const { yaml = null, file = null, files = null, objs = null, resourcePrefix = null } = inputs;
  const prefix = typeof resourcePrefix === "string" ? resourcePrefix : name;
  const found: Value[] = [];
  for (const path of [
    ...localFiles([file], false),
    ...localFiles(Array.isArray(files) ? files : [files], true),
  ]) {
    found.push(...(await parseFile(path)));
  }
  if (typeof yaml === "string") {
    found.push(...(await parseManifests(yaml)));
  }
  found.push(...(Array.isArray(objs) ? objs : []));
  return found.filter(isRecord).flatMap((object) => resourcesOf(object, prefix));
}

/** Whether a file is fetched over the network: its address has a scheme. */
export function isRemoteFile(file: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(file);
}

function localFiles(files: readonly Value[], glob: boolean): readonly string[] {
  return files
    .filter((file) => typeof file === "string")
    .filter((file) => !isRemoteFile(file))
    .flatMap((file) => (glob && /(^|[^\\])[*?[]/.test(file) ? globSync(file).sort() : [file]));
}

async function parseFile(path: string): Promise<readonly Values[]> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new Error(`the manifests in ${path} cannot be read: ${messageOf(cause)}`);
  }
  try {
    return await parseManifests(text);
  } catch (cause) {
    throw new Error(`${path}: ${messageOf(cause)}`);
  }
}

function resourcesOf(object: Values, prefix: string): readonly ManifestResource[] {
  const { apiVersion, kind, metadata, items } = object;
  if (typeof apiVersion !== "string" || typeof kind !== "string") {
    throw new Error(
      `an object of the manifests has no apiVersion or kind; it has ${Object.keys(object).join(", ")}`,
    );
  }
  if (kind.endsWith("List") && Array.isArray(items)) {
    return items.filter(isRecord).flatMap((item: Values) => resourcesOf(item, prefix));
  }
  const { name = null, namespace = null } = isRecord(metadata) ? metadata : {};
  if (typeof name !== "string") {
    throw new Error(`an object of the manifests, a ${kind}, has no metadata.name`);
  }
  const place = typeof namespace === "string" && namespace !== "" ? `${namespace}/` : "";
  return [
    {
      type: typeOfKind(apiVersion, kind),
      name: `${prefix}-${place}${name}`,
      inputs: apiVersion === "v1" && kind === "Secret" ? withoutContents(object) : object,
    },
  ];
}

/** The provider marks the contents of a Secret. */
function withoutContents(secret: Values): Values {
  const hidden = ["data", "stringData"].filter((key) => key in secret);
  return { ...secret, ...Object.fromEntries(hidden.map((key) => [key, SECRET])) };
}
