import type { PolicyContext, PolicyResource } from "../context.ts";
import { asUnknownValue, type Property, type UnknownValue } from "../property.ts";

/** A part of what identifies a claimed thing. */
export interface Part {
  /** Undefined if it may turn out to be anything. */
  readonly value: string | undefined;
  /** Whether equal values mean the same. */
  readonly certain: boolean;
  /** The value that is not known yet, if it is not. */
  readonly unknown?: UnknownValue;
}

/** A part that is known when the program is written. */
export function fixed(value: string): Part {
  return { value: `=${value}`, certain: true };
}

/** How a property becomes a part. */
export interface PartOptions {
  /** What an absent property means. Default "". */
  readonly absent?: string;
  /** The form in which values are compared. Default: as written. */
  readonly normal?: (value: string) => string;
}

/**
 * A name: an unknown one that comes from other resources is a name of its own, unless it comes from the same ones as
 * another.
 */
export function named(resource: PolicyResource, property: Property, options: PartOptions = {}): Part {
  return partOf(resource, property, options, false);
}

/** The id of another resource: unknown ids of the same resource are the same. */
export function referring(resource: PolicyResource, property: Property, options: PartOptions = {}): Part {
  return partOf(resource, property, options, true);
}

function partOf(
  resource: PolicyResource,
  property: Property,
  { absent = "", normal = (value) => value }: PartOptions,
  certain: boolean,
): Part {
  try {
    return fixed(normal(property.exists() ? textOf(property) : absent));
  } catch (cause) {
    const unknown = asUnknownValue(cause);
    const origins = resource.originsOf(property.path.split(/[.[]/, 1)[0] ?? "");
    return origins.length > 0
      ? { value: `@${origins.join()}`, certain, unknown }
      : { value: undefined, certain: true, unknown };
  }
}

/** A setting of a resource's provider, which stands in for an absent input of the resource. */
export function ofProvider(
  resource: PolicyResource,
  input: string,
  stack: PolicyContext,
  absent = `of ${resource.provider}`,
): Part {
  const provider = stack.byUrn(resource.provider);
  return provider ? partOf(provider, provider.at(input), { absent }, true) : fixed(absent);
}

/** The namespace of an object, which its provider's stands in for. */
export function namespacePart(object: PolicyResource, stack: PolicyContext): Part {
  const namespace = object.at("metadata.namespace");
  return isAbsent(namespace)
    ? ofProvider(object, "namespace", stack, "default")
    : referring(object, namespace);
}

/** Whether an input is certainly not set. */
export function isAbsent(property: Property): boolean {
  return property.isReadable() && !property.exists();
}

/** A string as it is, anything else in a form that is the same for equal values. */
function textOf(property: Property): string {
  const text = property.text();
  if (text !== undefined) {
    return text;
  }
  const items = property.items().map(textOf);
  const entries = property.entries().map(([key, member]) => [key, textOf(member)]);
  return JSON.stringify([property.number() ?? property.is(true), items, entries.sort()]);
}
