import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { servedReplicas } from "#policies/resilience/production/served-replicas";
import { describeRule, outcome } from "../../support/rules.ts";
import { deployment, object } from "../../support/workloads.ts";

const SERVICE = object("core/v1:Service", { spec: { selector: { app: "api" }, ports: [{ port: 80 }] } });
const OTHER = object("core/v1:Service", { spec: { selector: { app: "web" } } });
const BARE = object("core/v1:Service", { spec: { ports: [{ port: 80 }] } });
const scaled = (minReplicas: number) =>
  object("autoscaling/v2:HorizontalPodAutoscaler", {
    spec: { scaleTargetRef: { kind: "Deployment", name: "api" }, minReplicas, maxReplicas: 9 },
  });
const one = deployment({ "spec.replicas": 1 });
const unset = deployment({ "spec.replicas": undefined });
const finding = (what: string) =>
  `a Service leads to one pod (replicas is ${what}; allowed: 2 or more) [spec.replicas]`;

describeRule(servedReplicas, {
  environment: "prod",
  passes: {
    "two replicas": [deployment(), SERVICE],
    "an autoscaler with two": [unset, scaled(2), SERVICE],
    "one replica that nothing leads to": [one, OTHER, BARE],
    "one that stops before it starts": [
      deployment({ "spec.replicas": 1, "spec.strategy.type": "Recreate" }),
      SERVICE,
    ],
    "none at all": [deployment({ "spec.replicas": 0 }), SERVICE],
  },
  fails: {
    "one replica behind a Service": { stack: [one, SERVICE], findings: [finding("1")] },
    "no number and no autoscaler": {
      stack: [unset, SERVICE],
      findings: [finding("not set, which means 1")],
    },
    "an autoscaler that goes down to one": {
      stack: [unset, scaled(1), SERVICE],
      findings: [finding("not set, which means 1")],
    },
  },
  unknown: {
    "a number that is not known": {
      stack: [deployment({ "spec.replicas": UNKNOWN }), SERVICE],
      at: ["spec.replicas"],
    },
  },
});

describe("served replicas outside production", () => {
  it("may be one", () => {
    expect(outcome(servedReplicas, [one, SERVICE], "staging")).to.deep.equal({ findings: [], unknown: [] });
  });
});
