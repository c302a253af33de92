import { factsOf } from "#models/provider-facts/facts";
import { type Outcome, type Property, separately } from "../property.ts";
import { resourceRule } from "../rule.ts";
import { isGiven, isSent, placesAt, stepsOf } from "./places.ts";

export const requiredInput = resourceRule({
  id: "provider-required-input",
  title: "Resources have every required property",
  severity: "high",
  appliesTo: "every resource",
  fix: "add the property",
  why: "The provider refuses the resource, in the middle of an update at worst.",
  *check(resource) {
    if (isSent(resource) && !resource.type.startsWith("kubernetes:")) {
      const paths = factsOf(resource.type)?.required ?? [];
      yield* separately(paths, (path) => missingAt(resource.inputs(), stepsOf(path)));
    }
  },
});

function* missingAt(inputs: Property, steps: readonly string[]): Iterable<Outcome> {
  const block = steps.slice(0, -1);
  yield* separately(placesAt(inputs, block), function* (place) {
    if (block.length > 0 && !isGiven(place)) {
      return;
    }
    const property = place.key(steps.at(-1) ?? "");
    if (!isGiven(property) && !property.isEmptyList()) {
      yield property.violation("the provider requires this property");
    }
  });
}
