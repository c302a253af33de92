import { expect } from "chai";
import { UNKNOWN, type Value } from "#graph/model";
import { namespacePodSecurity } from "#policies/kubernetes/namespace/pod-security";
import { resource } from "../../support/nodes.ts";
import { describeRule, outcome } from "../../support/rules.ts";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const namespace = (labels: Value, annotations: Value = {}) =>
  resource("kubernetes:core/v1:Namespace", { metadata: { name: "shop", labels, annotations } });
const found = (what: string) =>
  `the namespace admits privileged pods: ${what}; allowed: baseline, restricted [metadata.labels["${ENFORCE}"]]`;

describeRule(namespacePodSecurity, {
  environment: "prod",
  passes: {
    "a level": [namespace({ [ENFORCE]: "restricted" }), namespace({ [ENFORCE]: "baseline" })],
    "a reason": [namespace({ [ENFORCE]: "privileged" }, { "strata/pod-security-reason": "reads the host" })],
  },
  fails: {
    "no level": { stack: [namespace({})], findings: [found("it has no level of Pod Security")] },
    "the open level": {
      stack: [namespace({ [ENFORCE]: "privileged" })],
      findings: [found("Pod Security is privileged")],
    },
    "a reason without a level": {
      stack: [namespace({}, { "strata/pod-security-reason": "reads the host" })],
      findings: [found("it has no level of Pod Security")],
    },
  },
  unknown: {
    "a level that is not known": {
      stack: [namespace({ [ENFORCE]: UNKNOWN })],
      at: [`metadata.labels["${ENFORCE}"]`],
    },
  },
});

describe("namespaces outside production", () => {
  it("may go without a level", () => {
    expect(outcome(namespacePodSecurity, [namespace({})], "dev").findings).to.deep.equal([]);
  });
});
