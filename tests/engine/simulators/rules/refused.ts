import { PolicyResource } from "#policies/context";
import { acceptedCombination } from "#policies/provider/accepted-combination";
import { acceptedValue } from "#policies/provider/accepted-value";
import { evaluateAlone } from "#policies/rule";
import { toValues } from "../../harness/state.ts";
import type { ResourceIdentity } from "../../provider/provider.ts";
import type { WireRecord } from "../../provider/wire.ts";
import type { Failure } from "./check.ts";

/** Values and combinations that the provider's validators refuse; what is not known yet passes. */
export function refusedValues(identity: ResourceIdentity, inputs: WireRecord): Failure[] {
  const resource = new PolicyResource({
    ...identity,
    custom: true,
    parent: undefined,
    provider: undefined,
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    inputs: toValues(inputs),
    settings: {},
    published: undefined,
    read: undefined,
    source: undefined,
  });
  const evaluations = [acceptedValue, acceptedCombination].map((rule) => evaluateAlone(rule, resource));
  return evaluations.flatMap(({ violations }) =>
    violations.map(({ path, message }) => ({ property: path, reason: message })),
  );
}
