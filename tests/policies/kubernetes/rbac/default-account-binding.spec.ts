import { UNKNOWN } from "#graph/model";
import { defaultAccountBinding } from "#policies/kubernetes/rbac/default-account-binding";
import { API, binding, clusterRole } from "../../support/rbac.ts";
import { describeRule } from "../../support/rules.ts";

describeRule(defaultAccountBinding, {
  passes: {
    "an account of its own, and a user of that name": [
      binding("RoleBinding", clusterRole("view"), [API, { kind: "User", name: "default" }]),
    ],
  },
  fails: {
    "the default account": {
      stack: [binding("RoleBinding", clusterRole("view"), [API, { ...API, name: "default" }], "v1alpha1")],
      findings: ["the default service account gets view [subjects[1].name]"],
    },
  },
  unknown: {
    "an account that is not known": {
      stack: [binding("RoleBinding", clusterRole("view"), [{ ...API, name: UNKNOWN }])],
      at: ["subjects[0].name"],
    },
  },
});
