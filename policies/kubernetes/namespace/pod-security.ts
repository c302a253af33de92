import { isProduction } from "../../environment.ts";
import { stackRule } from "../../rule.ts";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const LEVELS = ["baseline", "restricted"];
/** Why a namespace needs another level. Its reader is this rule, and whoever looks at the namespace. */
const REASON = "strata/pod-security-reason";

export const namespacePodSecurity = stackRule({
  id: "kubernetes-namespace-pod-security",
  title: "Namespaces of production refuse privileged pods",
  severity: "high",
  appliesTo: ["kubernetes:core/v1:Namespace"],
  fix: `set the label ${ENFORCE} to restricted, or to baseline where a chart needs it; the annotation ${REASON} says why it must be privileged`,
  why: "Whoever may create a pod in the namespace, a compromised operator included, gets root on its node.",
  *check(namespace, stack) {
    const level = namespace.at("metadata.labels").key(ENFORCE);
    const text = level.text();
    if (text !== undefined && LEVELS.includes(text)) {
      return;
    }
    const reason = namespace.at("metadata.annotations").key(REASON);
    if (text !== undefined && (reason.text() ?? "") !== "") {
      return;
    }
    if (isProduction(namespace, stack)) {
      const found = text === undefined ? "it has no level of Pod Security" : `Pod Security is ${text}`;
      yield level.violation(`the namespace admits privileged pods: ${found}; allowed: ${LEVELS.join(", ")}`);
    }
  },
});
