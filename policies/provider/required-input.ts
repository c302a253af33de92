import { factsOf } from "#models/provider-facts/facts";
import { resourceRule } from "../rule.ts";
import { checkEach, isGiven, isSent, placesAt, stepsOf } from "./places.ts";

export const requiredInput = resourceRule<string>({
  id: "provider-required-input",
  title: "Resources have every required property",
  severity: "high",
  appliesTo: "every resource",
  fix: "add the property",
  why: "The provider refuses the resource, in the middle of an update at worst.",
  *each(resource) {
    if (isSent(resource) && !resource.type.startsWith("kubernetes:")) {
      yield* factsOf(resource.type)?.required ?? [];
    }
  },
  *check(path, resource) {
    const steps = stepsOf(path);
    const block = steps.slice(0, -1);
    yield* checkEach(placesAt(resource.inputs(), block), function* (place) {
      if (block.length > 0 && !isGiven(place)) {
        return;
      }
      const property = place.key(steps.at(-1) ?? "");
      if (!isGiven(property) && !property.isEmptyList()) {
        yield property.violation("the provider requires this property");
      }
    });
  },
});
