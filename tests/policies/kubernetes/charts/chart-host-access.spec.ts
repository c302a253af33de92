import { UNKNOWN } from "#graph/model";
import { chartHostAccess } from "#policies/kubernetes/charts/chart-host-access";
import { describeRule } from "../../support/rules.ts";
import { release } from "./release.ts";

describeRule(chartHostAccess, {
  passes: {
    "values without any": [release({ replicas: 2, agent: { hostNetwork: false, runAsUser: 1000 } })],
    "an address that is not known": [release({ service: { loadBalancerIP: UNKNOWN, type: "LoadBalancer" } })],
  },
  fails: {
    "the node's network": {
      stack: [release({ agent: { hostNetwork: true } })],
      findings: ["hostNetwork is true [values.agent.hostNetwork]"],
    },
    "a privileged sidecar that runs as root": {
      stack: [release({ sidecars: [{ securityContext: { privileged: true, runAsUser: 0 } }] })],
      findings: [
        "privileged is true [values.sidecars[0].securityContext.privileged]",
        "the pods run as root [values.sidecars[0].securityContext.runAsUser]",
      ],
    },
  },
  unknown: {
    "a part that is not known": { stack: [release({ agent: UNKNOWN })], at: ["values.agent"] },
  },
});
