import { Config, getStack } from "@pulumi/pulumi";
import { program } from "./program.ts";

const config = new Config();

/** Stack outputs, as the engine takes them from the main module. */
export const { host } = program({
  stack: getStack(),
  tag: config.get("tag") ?? "v1",
  waitSeconds: config.getNumber("waitSeconds") ?? 60,
  force: config.getBoolean("force") ?? true,
});
