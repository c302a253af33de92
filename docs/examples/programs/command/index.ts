import { local, remote } from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const connection = { host: config.require("host"), user: "deploy", privateKey: config.requireSecret("privateKey") };

const build = new local.Command("build", {
  create: "npm run build",
  delete: "rm -rf bin",
  environment: { NODE_ENV: "production", RUNNING: pulumi.getProject() },
  archivePaths: ["bin/**"],
});
const restart = new remote.Command(
  "restart",
  { connection, create: "systemctl restart app", triggers: [build.stdout] },
  { dependsOn: [build], deleteBeforeReplace: true },
);

export const lines = build.stdout.apply((text) => text.split("\n").length);
export const restarted = restart.stdout;
