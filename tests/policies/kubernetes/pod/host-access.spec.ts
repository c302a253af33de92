import { UNKNOWN } from "#graph/model";
import { hostAccess } from "#policies/kubernetes/pod/host-access";
import { describeRule } from "../../support/rules.ts";
import { inContainer, pod } from "../../support/workloads.ts";

describeRule(hostAccess, {
  passes: { "a pod with volumes of its own": [pod({ volumes: [{ name: "tmp", emptyDir: {} }] })] },
  fails: {
    "namespaces of the node": {
      stack: [pod({ hostNetwork: true, hostPID: true, hostIPC: true })],
      findings: [
        "the pod shares the host's namespace: hostIPC [spec.template.spec.hostIPC]",
        "the pod shares the host's namespace: hostNetwork [spec.template.spec.hostNetwork]",
        "the pod shares the host's namespace: hostPID [spec.template.spec.hostPID]",
      ],
    },
    "a folder of the node": {
      stack: [pod({ volumes: [{ name: "docker", hostPath: { path: "/var/run" } }] })],
      findings: ['volume "docker" is a host path [spec.template.spec.volumes[0].hostPath]'],
    },
    "a port of the node": {
      stack: [pod({ "containers.0.ports": [{ containerPort: 80, hostPort: 80 }] })],
      findings: [`container "api" uses a host port [${inContainer("ports[0].hostPort")}]`],
    },
  },
  unknown: {
    "volumes that are not known": {
      stack: [pod({ volumes: UNKNOWN })],
      at: ["spec.template.spec.volumes"],
    },
  },
});
