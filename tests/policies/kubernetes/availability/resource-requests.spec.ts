import { UNKNOWN } from "#graph/model";
import { resourceRequests } from "#policies/kubernetes/availability/resource-requests";
import { describeRule } from "../../support/rules.ts";
import { container, deployment, inContainer } from "../../support/workloads.ts";

describeRule(resourceRequests, {
  passes: { "requests and a memory limit": [deployment()] },
  fails: {
    "a container without a memory limit": {
      stack: [container({ "resources.limits": undefined })],
      findings: [`container "api" has no limits.memory [${inContainer("resources.limits.memory")}]`],
    },
    "a container without resources": {
      stack: [container({ resources: undefined })],
      findings: [
        `container "api" has no limits.memory [${inContainer("resources.limits.memory")}]`,
        `container "api" has no requests.cpu [${inContainer("resources.requests.cpu")}]`,
        `container "api" has no requests.memory [${inContainer("resources.requests.memory")}]`,
      ],
    },
  },
  unknown: {
    "requests that are not known": {
      stack: [container({ "resources.requests": UNKNOWN })],
      at: [inContainer("resources.requests.cpu"), inContainer("resources.requests.memory")],
    },
  },
});
