import { UNKNOWN } from "#graph/model";
import { clusterQuotas } from "#policies/capacity/cluster-quotas";
import { clusterOf, pool, quota } from "../support/capacity.ts";
import { describeRule } from "../support/rules.ts";

describe("D4 the quotas of a cluster", () => {
  describeRule(clusterQuotas, {
    passes: {
      "up to one and a half of the nodes": clusterOf([
        quota({ "requests.cpu": "2200m", "requests.memory": "6Gi" }, "shop"),
        quota({ "requests.cpu": "2", "requests.memory": "7Gi" }, "blog"),
      ]),
      "nodes of any size": clusterOf([quota({ "requests.cpu": "100" })], []),
    },
    fails: {
      "more than that": {
        stack: clusterOf([
          quota({ "requests.cpu": "8", "requests.memory": "4Gi" }, "shop"),
          quota({ cpu: "8", memory: "24Gi" }, "blog"),
        ]),
        findings: [
          "the quotas of 2 namespaces are 16 cores in all, more than 1.5 times the 2.82 cores of all nodes",
          "the quotas of 2 namespaces are 28 GiB in all, more than 1.5 times the 8.71 GiB of all nodes",
        ],
      },
      "nodes counted in each zone": {
        stack: clusterOf(
          [quota({ "requests.cpu": "12" })],
          [
            pool({
              autoscaling: { maxNodeCount: 2 },
              nodeLocations: ["a", "b"],
              nodeConfig: { machineType: "e2-standard-2" },
            }),
          ],
        ),
        findings: [
          "the quotas of 1 namespace are 12 cores in all, more than 1.5 times the 7.72 cores of all nodes",
        ],
      },
    },
    unknown: {
      "a machine whose size is not known": {
        stack: clusterOf(
          [quota({ "requests.cpu": "8" })],
          [pool({ nodeConfig: { machineType: "x9-standard-2" } })],
        ),
        at: ["nodeConfig.machineType"],
      },
      "a quota": {
        stack: clusterOf([quota({ "requests.cpu": UNKNOWN })]),
        at: ['spec.hard["requests.cpu"]'],
      },
    },
  });
});
