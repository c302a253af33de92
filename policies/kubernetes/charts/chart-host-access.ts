import type { Property } from "../../property.ts";
import { separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { objectsIn, RELEASES } from "./values.ts";

/** Settings of pods that open the node, as charts and Kubernetes name them. */
const OPEN = ["hostNetwork", "hostPID", "hostIPC", "privileged", "allowPrivilegeEscalation"] as const;

export const chartHostAccess = resourceRule<Property>({
  id: "kubernetes-chart-host-access",
  title: "Values of charts ask for no access to the node",
  severity: "high",
  appliesTo: RELEASES,
  fix: "leave the value out, or give the reason in an exception",
  why: "Such a pod sees or changes what other pods of its node do, and no rule sees the pods that a chart makes.",
  each: objectsIn,
  check: (values) =>
    separately([...OPEN, "runAsUser"], function* (name) {
      const setting = values.key(name);
      if (name === "runAsUser" ? setting.is(0) : setting.is(true)) {
        yield setting.violation(name === "runAsUser" ? "the pods run as root" : `${name} is true`);
      }
    }),
});
