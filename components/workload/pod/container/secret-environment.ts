import type * as inputs from "@pulumi/kubernetes/types/input.js";
import { secretReasonKey } from "#models/kubernetes/secret-environment";
import type { ArgumentChecks } from "../../../core/arguments.ts";
import type { OptOut, OptOuts } from "../../../core/opt-outs.ts";
import type { MountedCredential } from "../files/credentials.ts";

/** A variable that holds a secret. */
export interface SecretVariable {
  /** The credential that it is read from: the name of a link's endpoint, or of one of `secrets`. */
  readonly credential: string;
  /** The credential's file with the value. */
  readonly file: string;
  /** Why the program cannot read the file. Everyone who may read the pod's processes can read its environment. */
  readonly because: string;
}

/** Variables with secrets by name. */
export type SecretEnvironment = Readonly<Record<string, SecretVariable>>;

/** The container's variables that Kubernetes reads from Secrets. */
export function secretVariables(
  variables: SecretEnvironment,
  credentials: readonly MountedCredential[],
): inputs.core.v1.EnvVar[] {
  return Object.entries(variables).map(([name, { credential, file }]) => ({
    name,
    valueFrom: { secretKeyRef: { name: secretOf(credentials, credential), key: file } },
  }));
}

/** Annotations of the pod that state the reasons. */
export function secretReasons(variables: SecretEnvironment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, { because }]) => [secretReasonKey(name), because]),
  );
}

/** What a plan lists as relaxed. */
export function secretOptOuts(variables: SecretEnvironment): OptOuts {
  return Object.fromEntries(
    Object.entries(variables).map(([name, { because }]): [string, OptOut] => [
      `secretEnvironment.${name}`,
      { value: because, default: "a file" },
    ]),
  );
}

export function checkSecretEnvironment(
  checks: ArgumentChecks,
  variables: SecretEnvironment,
  credentials: readonly MountedCredential[],
  taken: readonly string[],
): void {
  for (const [name, { credential, file, because }] of Object.entries(variables)) {
    const at = `secretEnvironment.${name}`;
    // The name is also that of an annotation.
    checks.matches(at, name, /^[A-Za-z]([A-Za-z0-9_]{0,61}[A-Za-z0-9])?$/, "letters, digits and _, up to 63");
    checks.that(!taken.includes(name), at, name, "names that nothing else sets");
    const source = credentials.find((each) => each.name === credential && !each.mapped);
    const names = credentials.map((each) => each.name).join(", ");
    checks.that(
      source !== undefined,
      `${at}.credential`,
      credential,
      `credentials of the pod: ${names || "none"}`,
    );
    const files = Object.keys(source?.files ?? {});
    checks.oneOf(`${at}.file`, file, files);
    checks.that(Boolean(because?.trim()), `${at}.because`, because, "why the program cannot read a file");
  }
}

function secretOf(credentials: readonly MountedCredential[], name: string): string {
  return credentials.find((each) => each.name === name)?.secretName ?? name;
}
