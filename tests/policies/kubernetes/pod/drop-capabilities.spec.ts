import { UNKNOWN } from "#graph/model";
import { dropCapabilities } from "#policies/kubernetes/pod/drop-capabilities";
import { describeRule } from "../../support/rules.ts";
import { container, deployment, inContainer } from "../../support/workloads.ts";

const DROP = "securityContext.capabilities.drop";
const ADD = "securityContext.capabilities.add";

describeRule(dropCapabilities, {
  passes: {
    "a container that drops all": [deployment()],
    "one that adds ports below 1024": [container({ [ADD]: ["NET_BIND_SERVICE"] })],
  },
  fails: {
    "a container that drops only some": {
      stack: [container({ [DROP]: ["NET_RAW"] })],
      findings: [`container "api" keeps Linux capabilities [${inContainer(DROP)}]`],
    },
    "a container that adds one": {
      stack: [container({ [ADD]: ["SYS_PTRACE"] })],
      findings: [`container "api" adds the capabilities SYS_PTRACE [${inContainer(ADD)}]`],
    },
    "a container that drops none and adds some": {
      stack: [container({ [DROP]: undefined, [ADD]: ["NET_ADMIN", "SYS_TIME"] })],
      findings: [
        `container "api" adds the capabilities NET_ADMIN, SYS_TIME [${inContainer(ADD)}]`,
        `container "api" keeps Linux capabilities [${inContainer(DROP)}]`,
      ],
    },
  },
  unknown: {
    "a list with an element that is not known": {
      stack: [container({ [DROP]: [UNKNOWN] })],
      at: [`${inContainer(DROP)}[0]`],
    },
  },
});
