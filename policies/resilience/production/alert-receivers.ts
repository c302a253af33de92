import { HELM_RELEASE } from "#graph/kubernetes-types";
import type { PolicyResource } from "../../context.ts";
import { isProduction } from "../../environment.ts";
import { type Property, some, type Violation } from "../../property.ts";
import { stackRule } from "../../rule.ts";

const CONFIGURATION = "kubernetes:monitoring.coreos.com/v1alpha1:AlertmanagerConfig";
/** Chart that contains an Alertmanager. */
const CHART = "kube-prometheus-stack";

export const alertReceivers = stackRule({
  id: "resilience-alert-receivers",
  title: "Alertmanager of production tells somebody",
  severity: "high",
  appliesTo: [CONFIGURATION, HELM_RELEASE],
  fix: "give the receiver of the top route a way to reach someone: PagerDuty, e-mail, Slack or a webhook",
  why: "An outage is noticed by customers first.",
  *check(resource, stack) {
    if (!isProduction(resource, stack)) {
      return;
    }
    yield* resource.type === HELM_RELEASE ? ofChart(resource) : ofRoute(resource.at("spec"));
  },
});

function* ofChart(release: PolicyResource): Iterable<Violation> {
  if (release.at("chart").text()?.endsWith(CHART) !== true) {
    return;
  }
  const alertmanager = release.at("values.alertmanager");
  const enabled = alertmanager.at("enabled");
  if (enabled.is(false)) {
    yield enabled.violation("the chart runs no Alertmanager");
  } else if (alertmanager.at("config").exists()) {
    yield* ofRoute(alertmanager.at("config"));
  }
}

/** Alerts reach someone if a route at any depth has a receiver that has a way to. */
function* ofRoute(config: Property): Iterable<Violation> {
  const route = config.at("route");
  const receivers = config.at("receivers").items();
  const tells = (name: Property) =>
    some(receivers, (receiver) => receiver.at("name").is(name.text() ?? "") && hasWay(receiver));
  if (receivers.length > 0 && !some(receiversOf(route), tells)) {
    const top = route.at("receiver");
    yield top.violation(
      `no route leads to a receiver that tells somebody (the last is "${top.text() ?? ""}")`,
    );
  }
}

function* receiversOf(route: Property): Iterable<Property> {
  yield route.at("receiver");
  for (const inner of route.at("routes").items()) {
    yield* receiversOf(inner);
  }
}

function hasWay(receiver: Property): boolean {
  return some(receiver.entries(), ([key, value]) => /configs$/i.test(key) && value.count() !== 0);
}
