import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { mapOutput } from "../../core/outputs.ts";

/** A key of random bytes: the resource that generates it, and the bytes as base64. */
export interface RandomKey {
  readonly random: RandomPassword;
  readonly base64: Output<string>;
}

/**
 * Generates a key. It does not use RandomBytes, whose id is the value: the state stores ids in plain text. A password
 * of base64 characters is equally random. Source: pulumi-random, computeRandomBytesID.
 *
 * @param keepers a change of any of them generates another key
 */
export function createRandomKey(
  name: string,
  { bytes, keepers }: { readonly bytes: number; readonly keepers: Record<string, string> },
  opts: CustomResourceOptions,
): RandomKey {
  const random = new RandomPassword(
    name,
    { length: lettersFor(bytes), overrideSpecial: "+/", keepers },
    opts,
  );
  return { random, base64: mapOutput(random.result, (letters) => firstBytes(letters, bytes)) };
}

/** Number of base64 characters for a number of bytes. */
export function lettersFor(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

/** The first bytes of a base64 string, re-encoded as base64 with valid padding. */
export function firstBytes(letters: string, bytes: number): string {
  return Buffer.from(letters, "base64").subarray(0, bytes).toString("base64");
}
