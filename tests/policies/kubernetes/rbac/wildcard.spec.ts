import { UNKNOWN } from "#graph/model";
import { rbacWildcard } from "#policies/kubernetes/rbac/wildcard";
import { role } from "../../support/rbac.ts";
import { describeRule } from "../../support/rules.ts";

const PODS = { apiGroups: [""], resources: ["pods"], verbs: ["get"] };
const all = "the role allows everything here (*)";

describeRule(rbacWildcard, {
  passes: {
    "a role that names everything": [role("Role", PODS)],
    "no rules": [role("ClusterRole", {})],
  },
  fails: {
    "each list of a role": {
      stack: [role("ClusterRole", { apiGroups: ["*"], resources: ["pods", "*"], verbs: ["*"] })],
      findings: [
        `${all} [rules[0].apiGroups[0]]`,
        `${all} [rules[0].resources[1]]`,
        `${all} [rules[0].verbs[0]]`,
      ],
    },
    "all paths, in an older version": {
      stack: [role("ClusterRole", { nonResourceURLs: ["*"], verbs: ["get"] }, "v1beta1")],
      findings: [`${all} [rules[0].nonResourceURLs[0]]`],
    },
  },
  unknown: {
    "a verb that is not known": {
      stack: [role("Role", { ...PODS, verbs: [UNKNOWN] })],
      at: ["rules[0].verbs[0]"],
    },
  },
});
