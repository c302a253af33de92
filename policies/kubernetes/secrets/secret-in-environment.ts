import { credentialIn, credentialOf } from "#models/credentials/find";
import { secretReasonKey } from "#models/kubernetes/secret-environment";
import type { PolicyResource } from "../../context.ts";
import {
  type Outcome,
  type Property,
  separately,
  type UnknownValue,
  type Violation,
} from "../../property.ts";
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
  check: ({ at, judge, ...setting }) => judge(at, setting),
});

interface Context {
  readonly label: string;
  /** Annotations of the pod, which give the reasons. */
  readonly reasons: Property;
}

/** A variable, or an object whose keys become variables, and how it is judged. */
interface Setting extends Context {
  readonly at: Property;
  readonly judge: (at: Property, context: Context) => Iterable<Outcome>;
}

const LISTS = [
  { list: "env", judge: ofVariable },
  { list: "envFrom", judge: ofSource },
] as const;

function settings(workload: PolicyResource): Iterable<Setting | UnknownValue> {
  const reasons = podTemplate(workload).at("metadata.annotations");
  return separately(allContainers(workload), ({ property, label }) =>
    separately(LISTS, ({ list, judge }) => {
      const at = property.at(list);
      // A secret for all of the variables is one for some of them.
      const parts = list === "env" && at.isSecret() ? [at] : at.items();
      return parts.map((part) => ({ at: part, judge, label, reasons }));
    }),
  );
}

function* ofVariable(variable: Property, { label, reasons }: Context): Iterable<Outcome> {
  if (variable.isSecret()) {
    yield variable.violation(`${label} has a secret in its environment`);
    return;
  }
  const name = variable.at("name");
  const value = variable.at("value");
  if (value.isSecret()) {
    yield value.violation(`${label} has a secret in its environment: ${name.display()}`);
    return;
  }
  yield* separately([ofReference, ofValue], (judge) => judge(variable, { label, reasons }));
}

function* ofReference(variable: Property, { label, reasons }: Context): Iterable<Violation> {
  const reference = variable.at("valueFrom.secretKeyRef");
  if (reference.exists()) {
    const name = variable.at("name").text() ?? "?";
    if (!reasons.key(secretReasonKey(name)).exists()) {
      yield reference.violation(`${label} reads ${name} from a Secret into its environment`);
    }
  }
}

function* ofValue(variable: Property, { label }: Context): Iterable<Violation> {
  const name = variable.at("name");
  const value = variable.at("value");
  const text = value.text() ?? "";
  const kind = credentialIn(text) ?? credentialOf(name.text() ?? "?", text);
  if (kind) {
    yield value.violation(`${label} has ${kind} in its environment: ${name.display()}`);
  }
}

function* ofSource(source: Property, { label }: Context): Iterable<Violation> {
  const secret = source.at("secretRef");
  if (secret.exists()) {
    yield secret.violation(`${label} loads a whole Secret into its environment`);
  }
}
