import { isSecret, Output, output } from "@pulumi/pulumi";
import { type ArgumentChecks, ArgumentError } from "../../core/arguments.ts";

/**
 * Where a secret's value comes from.
 *
 * - `key`: generated random bytes, as base64; for signing and encryption.
 * - `password`: generated random letters and digits.
 * - `value`: a secret Output, from `config.requireSecret` or another resource.
 * - `external`: versions are added manually or by another system, and unknown here.
 */
export type SecretSource =
  | { readonly kind: "key"; readonly bytes?: number }
  | { readonly kind: "password"; readonly characters?: number }
  | { readonly kind: "value"; readonly value: Output<string> }
  | { readonly kind: "external" };

/** 256 bits: the requirement of HMAC-SHA-256. Source: RFC 7518, section 3.2. */
export const KEY_BYTES = 32;

/** About 190 bits of letters and digits. */
export const PASSWORD_CHARACTERS = 32;

export function checkSource(checks: ArgumentChecks, argument: string, source: SecretSource): void {
  switch (source.kind) {
    case "key":
      checks.whole(`${argument}.bytes`, source.bytes, 32, 1024, "bytes; fewer can be guessed");
      return;
    case "password":
      checks.whole(`${argument}.characters`, source.characters, 20, 1024, "characters; fewer can be guessed");
      return;
    case "value":
      // The value itself is never shown, valid or not.
      checks.that(
        Output.isInstance(source.value),
        `${argument}.value`,
        "(hidden)",
        "secret Outputs, as config.requireSecret gives them (a plain string would stand in the program)",
      );
      return;
    case "external":
      return;
  }
}

/** A value that must be a secret: otherwise the resource that would contain it fails before anything is sent. */
export function secretOnly(
  component: string,
  name: string,
  argument: string,
  value: Output<string>,
): Output<string> {
  const checked = isSecret(value).then((isOne) => {
    if (!isOne) {
      throw new ArgumentError(
        component,
        name,
        `${argument} is a plain Output; allowed are secret ones, as config.requireSecret gives them`,
      );
    }
    return value;
  });
  return output(checked);
}
