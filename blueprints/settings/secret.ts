import { type Output, secret as secretOutput } from "@pulumi/pulumi";
import { z } from "zod";

/** A secret setting. Its value is only available as a secret Output, so it cannot be printed by accident. */
export class SecretSetting {
  readonly output: Output<string>;

  constructor(value: string) {
    this.output = secretOutput(value);
  }

  toJSON(): string {
    return "[secret]";
  }
}

/** Marks a setting that must be encrypted in the stack file. @public */
export function secret(description: string) {
  return z
    .custom<SecretSetting>((value) => value instanceof SecretSetting, { params: { secret: true } })
    .meta({ type: "object", description, required: ["secure"], properties: { secure: { type: "string" } } });
}
