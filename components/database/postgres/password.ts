import type { CustomResourceOptions } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";

/** What every password of an instance satisfies; Cloud SQL enforces it for users and for `postgres` itself. */
export const PASSWORD_POLICY = {
  enablePasswordPolicy: true,
  minLength: 16,
  /** Lower case, upper case, a digit and another character. */
  complexity: "COMPLEXITY_DEFAULT",
  disallowUsernameSubstring: true,
} as const;

/**
 * Generates a password that {@link PASSWORD_POLICY} accepts.
 *
 * @param epoch changes with the rotation of passwords; undefined: never replaced
 */
export function createPassword(
  logicalName: string,
  epoch: string | undefined,
  opts: CustomResourceOptions,
): RandomPassword {
  return new RandomPassword(
    logicalName,
    {
      length: 32,
      // Characters that need no escaping in a connection URL.
      overrideSpecial: "-_.~",
      minLower: 1,
      minUpper: 1,
      minNumeric: 1,
      minSpecial: 1,
      ...(epoch === undefined ? {} : { keepers: { epoch } }),
    },
    opts,
  );
}
