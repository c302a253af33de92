import { UNKNOWN } from "#graph/model";
import { readOnlyRoot } from "#policies/kubernetes/pod/read-only-root";
import { describeRule } from "../../support/rules.ts";
import { container, deployment, inContainer } from "../../support/workloads.ts";

const SETTING = "securityContext.readOnlyRootFilesystem";

describeRule(readOnlyRoot, {
  passes: { "a container with a read-only root": [deployment()] },
  fails: {
    "a container that does not say": {
      stack: [container({ [SETTING]: undefined })],
      findings: [`container "api" can write to its root filesystem [${inContainer(SETTING)}]`],
    },
    "a container without any security settings": {
      stack: [container({ securityContext: undefined })],
      findings: [`container "api" can write to its root filesystem [${inContainer(SETTING)}]`],
    },
  },
  unknown: {
    "security settings that are not known": {
      stack: [container({ securityContext: UNKNOWN })],
      at: [inContainer(SETTING)],
    },
  },
});
