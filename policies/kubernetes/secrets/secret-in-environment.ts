import { credentialOf } from "#models/credentials/find";
import { secretReasonKey } from "#models/kubernetes/secret-environment";
import type { PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { allContainers, podTemplate, WORKLOADS } from "../workload.ts";

export const secretInEnvironment = resourceRule({
  id: "kubernetes-secret-in-environment",
  title: "Environment variables hold no secrets",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    Checkov: ["CKV_K8S_35"],
    Polaris: ["sensitiveContainerEnvVar"],
    "kube-linter": ["env-var-secret", "read-secret-from-env-var"],
  },
  appliesTo: WORKLOADS,
  fix: "mount the secret as a file and pass the file's path; a program that reads no files states why (secretEnvironment)",
  why: "Child processes inherit the environment, crash dumps contain it, and it does not change when the secret rotates.",
  each: settings,
  *check({ variable, source, label, reasons }) {
    if (source) {
      const secret = source.at("secretRef");
      if (secret.exists()) {
        yield secret.violation(`${label} loads a whole Secret into its environment`);
      }
      return;
    }
    const name = variable.at("name").text() ?? "?";
    const reference = variable.at("valueFrom.secretKeyRef");
    if (reference.exists() && !reasons.key(secretReasonKey(name)).exists()) {
      yield reference.violation(`${label} reads ${name} from a Secret into its environment`);
    }
    const value = variable.at("value");
    if (value.isSecret()) {
      yield value.violation(`${label} has a secret in its environment: ${name}`);
      return;
    }
    const kind = credentialOf(name, value.text() ?? "");
    if (kind) {
      yield value.violation(`${label} has ${kind} in its environment: ${name}`);
    }
  },
});

type Setting = { readonly label: string; readonly reasons: Property } & (
  | { readonly variable: Property; readonly source?: never }
  | { readonly source: Property; readonly variable?: never }
);

/** Each variable, and each object whose keys become variables. */
function* settings(workload: PolicyResource): Iterable<Setting> {
  const reasons = podTemplate(workload).at("metadata.annotations");
  for (const { property, label } of allContainers(workload)) {
    for (const variable of property.at("env").items()) {
      yield { variable, label, reasons };
    }
    for (const source of property.at("envFrom").items()) {
      yield { source, label, reasons };
    }
  }
}
