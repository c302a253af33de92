import { UNKNOWN } from "#graph/model";
import { seccompProfile } from "#policies/kubernetes/pod/seccomp-profile";
import { describeRule } from "../../support/rules.ts";
import { deployment, inContainer, pod } from "../../support/workloads.ts";

describeRule(seccompProfile, {
  passes: {
    "the runtime's profile for the pod": [deployment()],
    "a profile of one's own": [
      pod({
        "containers.0.securityContext.seccompProfile": { type: "Localhost", localhostProfile: "api.json" },
      }),
    ],
  },
  fails: {
    "a pod without a profile": {
      stack: [pod({ "securityContext.seccompProfile": undefined })],
      findings: [
        `container "api" may make any system call (no profile) [${inContainer("securityContext.seccompProfile.type")}]`,
      ],
    },
    "a pod that asks for none": {
      stack: [pod({ "securityContext.seccompProfile.type": "Unconfined" })],
      findings: [
        'container "api" may make any system call (Unconfined) [spec.template.spec.securityContext.seccompProfile.type]',
      ],
    },
  },
  unknown: {
    "a profile that is not known": {
      stack: [pod({ "securityContext.seccompProfile.type": UNKNOWN })],
      at: ["spec.template.spec.securityContext.seccompProfile.type"],
    },
  },
});
