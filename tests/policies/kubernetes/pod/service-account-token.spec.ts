import { type Node, UNKNOWN } from "#graph/model";
import { serviceAccountToken } from "#policies/kubernetes/pod/service-account-token";
import { changed, resource } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";
import { deployment, object, pod } from "../../support/workloads.ts";

const SETTING = "automountServiceAccountToken";
const SILENT = pod({ [SETTING]: undefined });
const MOUNTING = pod({ [SETTING]: true });
const REFUSING = object("core/v1:ServiceAccount", { [SETTING]: false });
const BINDING = binding("api");

function binding(account: string): Node {
  return resource("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", {
    subjects: [{ kind: "ServiceAccount", name: account, namespace: "shop" }],
  });
}

const PATH = "spec.template.spec.automountServiceAccountToken";
const SAYS = `the token of service account "api" is mounted, but no role is bound to it [${PATH}]`;

describeRule(serviceAccountToken, {
  passes: {
    "a pod that refuses the token": [deployment()],
    "a pod whose account refuses the token": [SILENT, REFUSING],
    "a pod that mounts the token of an account with a role": [MOUNTING, BINDING],
  },
  fails: {
    "a pod of which nothing refuses the token": { stack: [SILENT], findings: [SAYS] },
    "a pod that overrides its account": { stack: [MOUNTING, REFUSING], findings: [SAYS] },
    "a pod whose account of the same name lies elsewhere": {
      stack: [SILENT, changed(REFUSING, "metadata.namespace", "other")],
      findings: [SAYS],
    },
    "a role bound to another account": { stack: [MOUNTING, binding("other")], findings: [SAYS] },
    "a pod of the default account": {
      stack: [pod({ [SETTING]: undefined, serviceAccountName: undefined })],
      findings: [`the token of service account "default" is mounted, but no role is bound to it [${PATH}]`],
    },
  },
  unknown: {
    "an account whose setting is not known": {
      stack: [SILENT, changed(REFUSING, SETTING, UNKNOWN)],
      at: [SETTING],
    },
    "an account whose namespace is not known": {
      stack: [SILENT, changed(REFUSING, "metadata.namespace", UNKNOWN)],
      at: ["metadata.namespace"],
    },
  },
});
