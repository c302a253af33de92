import { UNKNOWN } from "#graph/model";
import { privilegeEscalation } from "#policies/kubernetes/pod/privilege-escalation";
import { describeRule } from "../../support/rules.ts";
import { container, deployment, inContainer } from "../../support/workloads.ts";

const SETTING = "securityContext.allowPrivilegeEscalation";

describeRule(privilegeEscalation, {
  passes: { "a container that forbids it": [deployment()] },
  fails: {
    "a container that does not say": {
      stack: [container({ [SETTING]: undefined })],
      findings: [
        `container "api" may gain more privileges than its parent process [${inContainer(SETTING)}]`,
      ],
    },
    "a privileged container": {
      stack: [container({ "securityContext.privileged": true })],
      findings: [`container "api" is privileged [${inContainer("securityContext.privileged")}]`],
    },
  },
  unknown: {
    "a container whose setting is not known": {
      stack: [container({ [SETTING]: UNKNOWN })],
      at: [inContainer(SETTING)],
    },
  },
});
