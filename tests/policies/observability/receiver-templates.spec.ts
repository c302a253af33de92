import { expect } from "chai";
import { type Node, UNKNOWN, type Value } from "#graph/model";
import { receiverTemplates } from "#policies/observability/receiver-templates";
import { resource } from "../support/nodes.ts";
import { describeRule, outcome } from "../support/rules.ts";

const release = (text: Value): Node =>
  resource("kubernetes:helm.sh/v3:Release", {
    values: { alertmanager: { config: { receivers: [{ name: "chat", slack_configs: [{ text }] }] } } },
  });
const AT = "values.alertmanager.config.receivers[0].slack_configs[0].text";
const BAD = "{{ .CommonAnnotations.summary | toUper }}";

describeRule(receiverTemplates, {
  passes: {
    "a template": [release("{{ range .Alerts }}{{ .Annotations.summary }}{{ end }}")],
    "a release without Alertmanager": [resource("kubernetes:helm.sh/v3:Release", { values: { a: 1 } })],
  },
  fails: {
    "a function that Alertmanager does not have": {
      stack: [release(BAD)],
      findings: [`the template calls toUper, which is no function there [${AT}]`],
    },
    "a receiver of the operator": {
      stack: [
        resource("kubernetes:monitoring.coreos.com/v1alpha1:AlertmanagerConfig", {
          spec: { receivers: [{ name: "chat", slackConfigs: [{ title: "{{ .Status" }] }] },
        }),
      ],
      findings: ["the template has a {{ without }} [spec.receivers[0].slackConfigs[0].title]"],
    },
  },
  unknown: { "a template that is not known": { stack: [release(UNKNOWN)], at: [AT] } },
});

describe("receivers of a program's own", () => {
  it("E5 are found by the rule when a template does not parse", () => {
    expect(outcome(receiverTemplates, [release(BAD)]).findings).to.have.length(1);
  });
});
