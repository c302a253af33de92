import { type Outcome, type Property, separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { grants, type Permission, ROLES, rulesOf } from "./roles.ts";

/** Verbs with which a holder gets the rights of others. Source: Kubernetes docs, RBAC good practices. */
const VERBS: Readonly<Record<string, string>> = {
  bind: "bind any role to itself",
  escalate: "give a role more rights than it has itself",
  impersonate: "act as another user, group or account",
};

const WRITING = ["create", "update", "patch"];

/** Permissions that lead to those of others. Source: Kubernetes docs, RBAC good practices. */
const PERMISSIONS: readonly (Permission & { readonly what: string })[] = [
  { verbs: ["create"], resources: ["serviceaccounts/token"], what: "issue tokens of any service account" },
  {
    verbs: ["create", "get"],
    resources: ["pods/exec", "pods/attach"],
    what: "run commands in pods, with their credentials",
  },
  {
    verbs: ["create", "get", "update", "patch", "delete"],
    resources: ["nodes/proxy"],
    what: "run commands in every pod of a node, past audit and admission",
  },
  {
    verbs: ["update", "patch"],
    resources: ["certificatesigningrequests/approval"],
    what: "approve certificates for any user",
  },
  { verbs: ["approve"], resources: ["signers"], what: "approve certificates for any user" },
  {
    verbs: WRITING,
    resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
    what: "read and change whatever is sent to the API, through a webhook",
  },
];

export const rbacEscalation = resourceRule<Property>({
  id: "kubernetes-rbac-escalation",
  title: "No role leads to the rights of others",
  severity: "high",
  frameworks: {
    Checkov: [
      "CKV_K8S_155",
      "CKV_K8S_156",
      "CKV_K8S_157",
      "CKV_K8S_158",
      "CKV2_K8S_1",
      "CKV2_K8S_2",
      "CKV2_K8S_3",
    ],
    Trivy: ["KSV-0043", "KSV-0053", "KSV-0054", "KSV-0114"],
    Polaris: ["rolePodExecAttach", "clusterrolePodExecAttach"],
  },
  appliesTo: ROLES,
  fix: "remove the permission, or limit it with resourceNames to the objects that are needed",
  why: "Whoever holds it, or breaks into a pod that does, has what the strongest account of the cluster has.",
  each: rulesOf,
  *check(rule) {
    if (rule.at("resourceNames").items().length > 0) {
      return;
    }
    yield* separately([mayByVerb, mayByPermission], (judge) => judge(rule));
  },
});

function* mayByVerb(rule: Property): Iterable<Outcome> {
  yield* separately(rule.at("verbs").items(), function* (verb) {
    const what = VERBS[verb.text() ?? ""];
    if (what !== undefined) {
      yield verb.violation(`the role may ${what} (${verb.text()})`);
    }
  });
}

function* mayByPermission(rule: Property): Iterable<Outcome> {
  yield* separately(PERMISSIONS, function* ({ what, ...permission }) {
    if (grants(rule, permission)) {
      const resource = rule
        .at("resources")
        .items()
        .find((item) => item.isReadable() && permission.resources.includes(item.text() ?? ""));
      const at = resource ?? rule.at("resources");
      yield at.violation(`the role may ${what} (${resource?.text() ?? permission.resources.join(", ")})`);
    }
  });
}
