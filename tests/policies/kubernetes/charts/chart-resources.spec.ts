import { UNKNOWN, type Values } from "#graph/model";
import { chartResources } from "#policies/kubernetes/charts/chart-resources";
import { describeRule } from "../../support/rules.ts";
import { release } from "./release.ts";

const SIZED = { requests: { cpu: "20m", memory: "64Mi" }, limits: { memory: "256Mi" } };
const COMPLETE: Values = {
  resources: SIZED,
  webhook: { resources: SIZED },
  cainjector: { resources: SIZED },
  startupapicheck: { enabled: false },
};
const missing = (part: string) =>
  ["limits.memory", "requests.cpu", "requests.memory"].map(
    (path) => `the chart's pods have no ${path} [values.${part}.${path}]`,
  );

describeRule(chartResources, {
  passes: {
    "resources of each part": [release(COMPLETE)],
    "a part that is disabled": [release(COMPLETE)],
    "a chart that is not recorded": [release({}, "oci://example.com/charts/redis")],
  },
  fails: {
    "a part without any": {
      stack: [release({ ...COMPLETE, webhook: {} })],
      findings: missing("webhook.resources"),
    },
  },
  unknown: {
    "resources that are not known": {
      stack: [release({ ...COMPLETE, webhook: { resources: UNKNOWN } })],
      at: ["requests.cpu", "requests.memory", "limits.memory"].map(
        (path) => `values.webhook.resources.${path}`,
      ),
    },
  },
});
