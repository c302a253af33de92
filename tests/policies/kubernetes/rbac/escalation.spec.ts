import { expect } from "chai";
import { UNKNOWN } from "#graph/model";
import { rbacEscalation } from "#policies/kubernetes/rbac/escalation";
import { role } from "../../support/rbac.ts";
import { describeRule, outcome } from "../../support/rules.ts";

const RBAC = { apiGroups: ["rbac.authorization.k8s.io"], resources: ["clusterroles"] };
const CORE = { apiGroups: [""] };

describeRule(rbacEscalation, {
  passes: {
    "reading roles": [role("ClusterRole", { ...RBAC, verbs: ["get", "list", "watch"] })],
    "binding one role by name": [role("ClusterRole", { ...RBAC, verbs: ["bind"], resourceNames: ["view"] })],
    "the state of pods": [
      role("Role", { ...CORE, resources: ["pods", "pods/log"], verbs: ["get", "create"] }),
    ],
    "reading webhooks": [
      role("ClusterRole", { resources: ["validatingwebhookconfigurations"], verbs: ["get", "list"] }),
    ],
  },
  fails: {
    "the three verbs": {
      stack: [role("ClusterRole", { ...RBAC, verbs: ["get", "escalate", "bind", "impersonate"] })],
      findings: [
        "the role may give a role more rights than it has itself (escalate) [rules[0].verbs[1]]",
        "the role may bind any role to itself (bind) [rules[0].verbs[2]]",
        "the role may act as another user, group or account (impersonate) [rules[0].verbs[3]]",
      ],
    },
    "commands in pods": {
      stack: [role("Role", { ...CORE, resources: ["pods", "pods/exec"], verbs: ["create"] }, "v1beta1")],
      findings: [
        "the role may run commands in pods, with their credentials (pods/exec) [rules[0].resources[1]]",
      ],
    },
    "tokens, nodes, certificates and webhooks": {
      stack: [
        role("ClusterRole", {
          resources: [
            "serviceaccounts/token",
            "nodes/proxy",
            "certificatesigningrequests/approval",
            "mutatingwebhookconfigurations",
          ],
          verbs: ["create", "update"],
        }),
        role("Role", { resources: ["signers"], verbs: ["approve"] }),
      ],
      findings: [
        "the role may issue tokens of any service account (serviceaccounts/token) [rules[0].resources[0]]",
        "the role may run commands in every pod of a node, past audit and admission (nodes/proxy) [rules[0].resources[1]]",
        "the role may approve certificates for any user (certificatesigningrequests/approval) [rules[0].resources[2]]",
        "the role may read and change whatever is sent to the API, through a webhook (mutatingwebhookconfigurations) [rules[0].resources[3]]",
        "the role may approve certificates for any user (signers) [rules[0].resources[0]]",
      ],
    },
  },
  unknown: {
    "a verb that is not known": {
      stack: [role("Role", { ...RBAC, verbs: [UNKNOWN] })],
      at: ["rules[0].verbs[0]"],
    },
    "names that are not known": {
      stack: [role("Role", { ...RBAC, verbs: ["bind"], resourceNames: UNKNOWN })],
      at: ["rules[0].resourceNames"],
    },
  },
});

describe("permissions that lead to those of others", () => {
  for (const [resource, verbs] of Object.entries({
    "certificatesigningrequests/approval": ["update", "patch"],
    mutatingwebhookconfigurations: ["create", "update", "patch"],
    "nodes/proxy": ["create", "get", "update", "patch", "delete"],
    "pods/attach": ["create", "get"],
    "pods/exec": ["create", "get"],
    "serviceaccounts/token": ["create"],
    signers: ["approve"],
    validatingwebhookconfigurations: ["create", "update", "patch"],
  })) {
    it(`I27 finds ${verbs.join(", ")} on ${resource}, and no other verb`, () => {
      for (const verb of ["get", "list", "watch", "create", "update", "patch", "delete", "approve"]) {
        const { findings } = outcome(rbacEscalation, [
          role("Role", { resources: [resource], verbs: [verb] }),
        ]);
        expect(findings, verb).to.have.length(verbs.includes(verb) ? 1 : 0);
      }
    });
  }
});
