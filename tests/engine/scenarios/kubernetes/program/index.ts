import { Config, getStack } from "@pulumi/pulumi";
import { leaveOutDebugging } from "#infra/sdk-debugging";
import { program, type Settings } from "./program.ts";

const config = new Config();

leaveOutDebugging();

/** Stack outputs, as the engine takes them from the main module. */
export const { host } = program({
  stack: getStack(),
  tag: config.get("tag") ?? "v1",
  waitSeconds: config.getNumber("waitSeconds") ?? 60,
  force: config.getBoolean("force") ?? true,
  siteTag: config.get("siteTag") ?? "v1",
  steps: config.getObject<Settings["steps"]>("steps") ?? {},
});
