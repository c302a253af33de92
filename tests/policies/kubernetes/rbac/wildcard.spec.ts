import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { clusterAdmin } from "#policies/kubernetes/rbac/cluster-admin";
import { rbacWildcard } from "#policies/kubernetes/rbac/wildcard";
import { resource } from "../../support/nodes.ts";
import { binding, clusterRole, role } from "../../support/rbac.ts";
import { describeRule, outcome } from "../../support/rules.ts";

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

describe("kinds of access control", () => {
  for (const version of ["v1", "v1beta1", "v1alpha1"]) {
    for (const kind of ["Role", "RolePatch", "ClusterRole", "ClusterRolePatch"]) {
      it(`I27 finds wildcards of ${version} ${kind}`, () => {
        const wide = resource(`kubernetes:rbac.authorization.k8s.io/${version}:${kind}`, {
          rules: [{ verbs: ["*"] }],
        });
        expect(outcome(rbacWildcard, [wide]).findings).to.have.length(1);
      });
    }
    for (const kind of ["RoleBinding", "RoleBindingPatch", "ClusterRoleBinding", "ClusterRoleBindingPatch"]) {
      it(`I27 finds cluster-admin of ${version} ${kind}`, () => {
        const admin = binding(kind, clusterRole("cluster-admin"), [], version);
        expect(outcome(clusterAdmin, [admin]).findings).to.have.length(1);
      });
    }
  }
});
