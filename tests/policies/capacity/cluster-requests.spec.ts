import { UNKNOWN } from "#graph/model";
import { clusterRequests } from "#policies/capacity/cluster-requests";
import { clusterOf, inShop, release, sized } from "../support/capacity.ts";
import { describeRule } from "../support/rules.ts";

const HALF = { requests: { cpu: "500m", memory: "1Gi" } };

describe("D7 everything that pods request", () => {
  describeRule(clusterRequests, {
    passes: {
      "pods that the nodes can give": clusterOf([sized("api", HALF, { replicas: 5 })]),
      "pods of another cluster": [...clusterOf([]), sized("api", HALF, { replicas: 50 })],
    },
    fails: {
      "more than all nodes offer, those of charts and on every node included": {
        stack: clusterOf([
          sized("api", HALF, { replicas: 2 }),
          inShop("apps/v1:DaemonSet", "agent", { template: { spec: { containers: [{ resources: HALF }] } } }),
          release("cert-manager", { resources: HALF }),
        ]),
        findings: ["all pods at their maximum request 3 cores, and all 3 nodes offer 2.82 cores"],
      },
    },
    unknown: {
      "pods of a chart that is not known": {
        stack: clusterOf([sized("api", HALF), release("redis")]),
        at: ["chart"],
      },
      "a number of pods": {
        stack: clusterOf([sized("api", HALF, { replicas: UNKNOWN })]),
        at: ["spec.replicas"],
      },
    },
  });
});
