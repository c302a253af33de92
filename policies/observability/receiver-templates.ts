import { templateProblem } from "#models/prometheus/template";
import { RELEASES } from "../kubernetes/charts/values.ts";
import { type Outcome, type Property, separately } from "../property.ts";
import { resourceRule } from "../rule.ts";

export const receiverTemplates = resourceRule<Property>({
  id: "observability-receiver-templates",
  title: "Templates of alert receivers parse",
  severity: "high",
  appliesTo: [...RELEASES, "kubernetes:monitoring.coreos.com/v1alpha1:AlertmanagerConfig"],
  fix: "correct the template; amtool template render shows what becomes of it",
  why: "Alertmanager fails at the first alert that it has to render, and nobody is told of it.",
  each: (resource) => [resource.at("values.alertmanager.config.receivers"), resource.at("spec.receivers")],
  check: templatesBelow,
});

function* templatesBelow(property: Property): Iterable<Outcome> {
  const text = property.text();
  if (text !== undefined) {
    const problem = templateProblem(text, "alertmanager");
    if (problem !== undefined) {
      yield property.violation(`the template ${problem}`);
    }
    return;
  }
  yield* separately([...property.items(), ...property.entries().map(([, member]) => member)], templatesBelow);
}
