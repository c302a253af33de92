import { ProviderError } from "../../provider/failure.ts";
import { isPlain } from "../../provider/wire.ts";
import type { CloudObject } from "../cloud/cloud.ts";
import type { Wish } from "../kind.ts";

/**
 * An instance with a password policy needs a root password that meets it; a replica has its primary's users.
 * Source: terraform-google-sql-db, pull request 521, for the words.
 */
export function withRootPassword({ type, inputs }: Wish, before: CloudObject | undefined): void {
  const { settings, masterInstanceName, rootPassword, rootPasswordWo } = inputs;
  const policy = isPlain(settings) ? settings["passwordValidationPolicy"] : undefined;
  if (
    type !== "gcp:sql/databaseInstance:DatabaseInstance" ||
    before ||
    masterInstanceName ||
    !isPlain(policy)
  ) {
    return;
  }
  const password = String(rootPasswordWo ?? rootPassword ?? "");
  const least = Number(policy["minLength"] ?? 0);
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];
  const complaints = [
    ...(password.length < least ? [`Length of password cannot be less than ${least}.`] : []),
    ...(policy["complexity"] === "COMPLEXITY_DEFAULT" && !classes.every((one) => one.test(password))
      ? ["password should contain lowercase, uppercase, number and non-alphanumeric characters."]
      : []),
  ];
  if (policy["enablePasswordPolicy"] === true && complaints.length > 0) {
    throw new ProviderError(
      "invalidArgument",
      `googleapi: Error 400: Invalid request: Root user's password is not policy compliant: ${complaints.join(" ")}, invalid`,
    );
  }
}
