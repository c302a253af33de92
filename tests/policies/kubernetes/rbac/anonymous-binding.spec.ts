import { UNKNOWN } from "#graph/model";
import { anonymousBinding } from "#policies/kubernetes/rbac/anonymous-binding";
import { API, binding, clusterRole } from "../../support/rbac.ts";
import { describeRule } from "../../support/rules.ts";

const group = (name: string) => ({ kind: "Group", name });

describeRule(anonymousBinding, {
  passes: {
    "an account and a group": [binding("RoleBinding", clusterRole("view"), [API, group("ops@example.com")])],
  },
  fails: {
    "everyone, by each name": {
      stack: [
        binding("ClusterRoleBinding", clusterRole("view"), [
          API,
          { kind: "User", name: "system:anonymous" },
          group("system:unauthenticated"),
          group("system:authenticated"),
          group("system:serviceaccounts"),
        ]),
      ],
      findings: [
        "anyone who reaches the API server gets view (system:anonymous) [subjects[1].name]",
        "anyone who reaches the API server gets view (system:unauthenticated) [subjects[2].name]",
        "anyone who can log in, on GKE everyone with a Google account gets view (system:authenticated) [subjects[3].name]",
        "every pod of the cluster gets view (system:serviceaccounts) [subjects[4].name]",
      ],
    },
  },
  unknown: {
    "a subject that is not known": {
      stack: [
        binding("RoleBinding", clusterRole("view"), [API, group("a"), { kind: "Group", name: UNKNOWN }]),
      ],
      at: ["subjects[2].name"],
    },
  },
});
