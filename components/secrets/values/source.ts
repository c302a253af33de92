import { isSecret, Output, output } from "@pulumi/pulumi";
import { type ArgumentChecks, ArgumentError } from "../../core/arguments.ts";

/**
 * Where a secret's value comes from.
 *
 * - `key`: random bytes, made here, as base64; for signing and encryption.
 * - `password`: random letters and digits, made here.
 * - `value`: a secret Output, as `config.requireSecret` or another resource gives it.
 * - `external`: somebody adds the versions by hand or by another system; nothing is known of them here.
 */
export type SecretSource =
  | { readonly kind: "key"; readonly bytes?: number }
  | { readonly kind: "password"; readonly characters?: number }
  | { readonly kind: "value"; readonly value: Output<string> }
  | { readonly kind: "external" };

/** 256 bits: what HMAC-SHA-256 asks for. Source: RFC 7518, section 3.2. */
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
      // The value itself is never shown, be it right or wrong.
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

/** A value that insists on being a secret: if it is not, what would hold it fails before anything is sent. */
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
