import { type CustomResource, type Output, RunError } from "@pulumi/pulumi";

type ValueOf<Property> = Property extends Output<infer Value> ? NonNullable<Value> : never;

/**
 * An output that the provider gives every such resource once it exists. Read it through here before computing
 * with it: Pulumi's mocks give undefined for what they do not state, and an error in the middle of a computation
 * says neither which resource is meant nor which output, while whatever depends on it goes missing. In a preview
 * the output is unknown, as always.
 *
 * @throws RunError when it is undefined after creation, naming resource and output
 */
export function known<
  Name extends string,
  Resource extends CustomResource & { readonly [output in Name]: Output<unknown> },
>(resource: Resource, output: Name): Output<ValueOf<Resource[Name]>> {
  const value = resource[output].apply((found) => found ?? resource.urn.apply((urn) => missing(urn, output)));
  return value as Output<ValueOf<Resource[Name]>>;
}

function missing(urn: string, output: string): never {
  const [, , types = "", name = ""] = urn.split("::");
  const kind = types.split(":").at(-1);
  throw new RunError(
    `${kind} "${name}": output "${output}" is undefined; every provider sets it, so a mock has to return it ` +
      `in the state of ${types.split("$").at(-1)}`,
  );
}
