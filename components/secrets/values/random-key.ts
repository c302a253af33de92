import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { mapOutput } from "../../core/outputs.ts";

/** A key of random bytes: the resource that draws it, and the bytes as base64. */
export interface RandomKey {
  readonly random: RandomPassword;
  readonly base64: Output<string>;
}

/**
 * Draws a key. It does not take RandomBytes, whose id is the value: ids stand in the state as plain text. A
 * password of base64's own letters is as random. Source: pulumi-random, computeRandomBytesID.
 *
 * @param keepers another value of any of them draws another key
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

/** How many letters of base64 hold so many bytes. */
export function lettersFor(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

/** The first bytes that letters of base64 stand for, as base64 again: one that ends as decoders expect. */
export function firstBytes(letters: string, bytes: number): string {
  return Buffer.from(letters, "base64").subarray(0, bytes).toString("base64");
}
