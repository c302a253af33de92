import { UNKNOWN } from "#graph/model";
import { clusterAdmin } from "#policies/kubernetes/rbac/cluster-admin";
import { API, binding, clusterRole } from "../../support/rbac.ts";
import { describeRule } from "../../support/rules.ts";

const MASTERS = { kind: "Group", name: "system:masters" };
const admin = "the binding gives its subjects cluster-admin [roleRef.name]";

describeRule(clusterAdmin, {
  passes: {
    "another role": [binding("ClusterRoleBinding", clusterRole("view"), [API])],
    "the admin of a namespace": [binding("RoleBinding", clusterRole("admin"), [API])],
  },
  fails: {
    "the role in the cluster, in a namespace and in an older version": {
      stack: [
        binding("ClusterRoleBinding", clusterRole("cluster-admin"), [API]),
        binding("RoleBinding", clusterRole("cluster-admin"), [API]),
        binding("ClusterRoleBinding", clusterRole("cluster-admin"), [API], "v1beta1"),
      ],
      findings: [admin, admin, admin],
    },
    "the admin of every namespace": {
      stack: [
        binding("ClusterRoleBinding", clusterRole("admin"), [API]),
        binding("ClusterRoleBinding", clusterRole("edit"), [API]),
      ],
      findings: [
        "the binding gives its subjects admin in every namespace [roleRef.name]",
        "the binding gives its subjects edit in every namespace [roleRef.name]",
      ],
    },
    "the group of masters": {
      stack: [binding("ClusterRoleBinding", clusterRole("view"), [API, MASTERS])],
      findings: ["the binding is for system:masters, which no role limits [subjects[1].name]"],
    },
  },
  unknown: {
    "a role that is not known": {
      stack: [binding("ClusterRoleBinding", clusterRole(UNKNOWN), [API])],
      at: ["roleRef.name"],
    },
  },
});
