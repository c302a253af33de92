import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { rbacSecretAccess } from "#policies/kubernetes/rbac/secret-access";
import { API, binding, clusterRole, role } from "../../support/rbac.ts";
import { describeRule, outcome } from "../../support/rules.ts";

const SECRETS = { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["list"] };
const finding = "the role reaches Secrets in every namespace [rules[0].resources]";

describeRule(rbacSecretAccess, {
  passes: {
    "a role of a namespace": [role("Role", SECRETS)],
    "Secrets by name": [role("ClusterRole", { ...SECRETS, resourceNames: ["tls"] })],
    "another kind": [role("ClusterRole", { ...SECRETS, resources: ["configmaps"] })],
    "a role that is bound in namespaces only": [
      role("ClusterRole", SECRETS),
      binding("RoleBinding", clusterRole("shop"), [API]),
    ],
  },
  fails: {
    "a role of the cluster": { stack: [role("ClusterRole", SECRETS)], findings: [finding] },
    "writing only": { stack: [role("ClusterRole", { ...SECRETS, verbs: ["create"] })], findings: [finding] },
    "one that is bound in a namespace and in the cluster": {
      stack: [
        role("ClusterRole", SECRETS, "v1beta1"),
        binding("RoleBinding", clusterRole("shop"), [API]),
        binding("ClusterRoleBinding", clusterRole("shop"), [API]),
      ],
      findings: [finding],
    },
    "one beside the binding of another": {
      stack: [role("ClusterRole", SECRETS), binding("RoleBinding", clusterRole("view"), [API])],
      findings: [finding],
    },
  },
  unknown: {
    "resources that are not known": {
      stack: [role("ClusterRole", { ...SECRETS, resources: UNKNOWN })],
      at: ["rules[0].resources"],
    },
    "a binding of a role that is not known": {
      stack: [role("ClusterRole", SECRETS), binding("RoleBinding", clusterRole(UNKNOWN), [API])],
      at: ["roleRef.name"],
    },
  },
});

describe("ways to Secrets", () => {
  for (const verb of ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"]) {
    it(`I27 finds ${verb}`, () => {
      const found = outcome(rbacSecretAccess, [role("ClusterRole", { ...SECRETS, verbs: [verb] })]).findings;
      expect(found).to.deep.equal([finding]);
    });
  }
});
