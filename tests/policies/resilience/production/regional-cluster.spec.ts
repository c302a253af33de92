import { expect } from "chai";
import { UNKNOWN, type Value } from "#graph/model";
import { regionalCluster } from "#policies/resilience/production/regional-cluster";
import { resource } from "../../support/nodes.ts";
import { describeRule, outcome } from "../../support/rules.ts";

const cluster = (location: Value) => resource("gcp:container/cluster:Cluster", { location });

describeRule(regionalCluster, {
  environment: "prod",
  passes: { "a region": [cluster("us-central1")] },
  fails: {
    "a zone": {
      stack: [cluster("us-central1-a")],
      findings: ["the cluster is in one zone (us-central1-a; allowed: a region) [location]"],
    },
  },
  unknown: { "a place that is not known": { stack: [cluster(UNKNOWN)], at: ["location"] } },
});

describe("zonal clusters outside production", () => {
  it("are accepted", () => {
    expect(outcome(regionalCluster, [cluster("us-central1-a")], "dev").findings).to.deep.equal([]);
  });
});
