import { UNKNOWN } from "#graph/model";
import { runAsNonRoot } from "#policies/kubernetes/pod/run-as-non-root";
import { describeRule } from "../../support/rules.ts";
import { deployment, inContainer, pod } from "../../support/workloads.ts";

describeRule(runAsNonRoot, {
  passes: {
    "a pod that says so for all its containers": [deployment()],
    "a container that says so itself": [
      pod({ "securityContext.runAsNonRoot": undefined, "containers.0.securityContext.runAsNonRoot": true }),
    ],
  },
  fails: {
    "a pod that does not say": {
      stack: [pod({ "securityContext.runAsNonRoot": undefined })],
      findings: [`container "api" may run as root [${inContainer("securityContext.runAsNonRoot")}]`],
    },
    "a container that overrides its pod": {
      stack: [pod({ "containers.0.securityContext.runAsNonRoot": false })],
      findings: [`container "api" may run as root [${inContainer("securityContext.runAsNonRoot")}]`],
    },
    "an init container that overrides its pod": {
      stack: [pod({ initContainers: [{ name: "migrate", securityContext: { runAsUser: 0 } }] })],
      findings: [
        'container "migrate" runs as user 0, which is root [spec.template.spec.initContainers[0].securityContext.runAsUser]',
      ],
    },
  },
  unknown: {
    "a pod whose setting is not known": {
      stack: [pod({ "securityContext.runAsNonRoot": UNKNOWN })],
      at: ["spec.template.spec.securityContext.runAsNonRoot"],
    },
    "containers that are not known": {
      stack: [pod({ containers: UNKNOWN })],
      at: ["spec.template.spec.containers"],
    },
  },
});
