import { UNKNOWN, type Value } from "#graph/model";
import { alertReceivers } from "#policies/resilience/production/alert-receivers";
import { resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";

const CONFIGURATION = "kubernetes:monitoring.coreos.com/v1alpha1:AlertmanagerConfig";
const NOBODY = { name: "nobody" };
const MAIL = { name: "mail", emailConfigs: [{ to: "ops@shop.example" }] };
const config = (route: Value, ...receivers: readonly Value[]) =>
  resource(CONFIGURATION, { spec: { route, receivers } });
const chart = (alertmanager: Value, name: Value = "kube-prometheus-stack") =>
  resource("kubernetes:helm.sh/v3:Release", { chart: name, values: { alertmanager } });
describeRule(alertReceivers, {
  environment: "prod",
  passes: {
    "a receiver": [config({ receiver: "mail" }, MAIL)],
    "a route below": [config({ receiver: "nobody", routes: [{ receiver: "mail" }] }, NOBODY, MAIL)],
    "a chart with a receiver": [
      chart({
        config: { route: { receiver: "page" }, receivers: [{ name: "page", pagerduty_configs: [{}] }] },
      }),
    ],
    "another chart": [chart({ enabled: false }, "grafana")],
  },
  fails: {
    "a receiver that tells nobody": {
      stack: [config({ receiver: "nobody" }, NOBODY, MAIL)],
      findings: [
        'no route leads to a receiver that tells somebody (the last is "nobody") [spec.route.receiver]',
      ],
    },
    "a list of ways that is empty": {
      stack: [config({ receiver: "mail" }, { ...MAIL, emailConfigs: [] })],
      findings: [
        'no route leads to a receiver that tells somebody (the last is "mail") [spec.route.receiver]',
      ],
    },
    "a chart without Alertmanager": {
      stack: [chart({ enabled: false })],
      findings: ["the chart runs no Alertmanager [values.alertmanager.enabled]"],
    },
  },
  unknown: {
    "a receiver that is not known": {
      stack: [config({ receiver: UNKNOWN }, NOBODY, MAIL)],
      at: ["spec.route.receiver"],
    },
  },
});
