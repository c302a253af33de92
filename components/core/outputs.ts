import { type CustomResource, log, type Output, RunError } from "@pulumi/pulumi";

/**
 * Computes with an output that only the provider returns. Like `apply`, except that undefined stays undefined, as when
 * Pulumi lifts a member (`service.status.loadBalancer`): no provider returns undefined, but Pulumi's mocks do for every
 * output that they do not set. An error in the computation would fail every resource that depends on the value, and
 * most test runners do not report it.
 */
export function mapOutput<Given, Computed>(
  given: Output<Given>,
  compute: (given: Given) => Computed,
): Output<Computed | (Given & undefined)> {
  return given.apply((value) => (isMissing(value) ? value : compute(value)));
}

function isMissing<Given>(value: Given): value is Given & undefined {
  return value === undefined;
}

type ValueOf<Property> = Property extends Output<infer Value> ? NonNullable<Value> : never;

/**
 * A required output, such as the cloud's value of an existing resource. In a preview it may be unknown.
 *
 * @throws RunError if it is undefined, naming resource and output; it is also logged, since a test runner may drop the
 *   rejected output
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
  const type = types.split("$").at(-1) ?? "";
  const message = `${type.split(":").at(-1)} "${name}": output "${output}" is undefined; a mock of ${type} has to state it`;
  log.error(message);
  throw new RunError(message);
}
