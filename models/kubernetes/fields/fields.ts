import generated from "./fields.json" with { type: "json" };

/**
 * What a field holds, other than a string: a number (also where the API takes a number or a name), a flag, strings by
 * name ("map"), strings ("list"), another object by the name of its type, or a list of one of these.
 */
export type FieldType = string | readonly [element: string];

/** Fields of each type of object that are not strings, by the SDK's name of the type, such as `core.v1.PodSpec`. */
export type ObjectTypes = Readonly<Record<string, Readonly<Record<string, FieldType>>>>;

const TYPES: ObjectTypes = generated as unknown as ObjectTypes;

/** The type of a built-in kind, such as `apps.v1.Deployment`; undefined for kinds of operators. */
export function typeOfKind(apiVersion: string, kind: string): string | undefined {
  const [group = "", version] = apiVersion.includes("/") ? apiVersion.split("/") : ["core", apiVersion];
  const name = `${group.split(".")[0]}.${version}.${kind}`;
  return /^[^.]+$|\.k8s\.io$/.test(group) && name in TYPES ? name : undefined;
}

/** What a field of a type holds; undefined for strings, and for what is not known. */
export function fieldOf(type: string | undefined, field: string): FieldType | undefined {
  const fields = type === undefined ? undefined : TYPES[type];
  return fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
}
